"""The exchange 「数据交换」: what trading centres send in, and later what is sent out.

依据: 安公管办〔2022〕6号 七.
"""
