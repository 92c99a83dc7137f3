"""The exchange 「数据交换」: what trading platforms tell is taken in, with an answer to every record.

依据: 安公管办〔2022〕6号 七.
"""
