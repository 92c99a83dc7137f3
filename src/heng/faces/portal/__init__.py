"""The portal 「公众门户」: what anyone may see.

依据: 安公管办〔2022〕6号.
"""
