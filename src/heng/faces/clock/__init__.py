"""The clock 「定时」: what happens by the hour, and how the program is served.

依据: 安公管办〔2022〕6号 七.
"""
