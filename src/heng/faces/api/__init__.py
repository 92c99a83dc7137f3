"""The api 「接口」: the reader that is a machine.

依据: 安公管办〔2022〕6号.
"""
