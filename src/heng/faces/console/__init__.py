"""The console 「监管工作台」: the officer's desk.

依据: 安公管办〔2022〕6号.
"""
