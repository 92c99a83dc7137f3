"""Credit 「信用」: the file of a party: records and bans, what was true when and what was known when.

依据: 安公管办〔2022〕6号 六.
"""
