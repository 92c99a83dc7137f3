"""Heng 「衡」: supervision of public-resource trading, from entry to performance.

依据: 安公管办〔2022〕6号.
"""
