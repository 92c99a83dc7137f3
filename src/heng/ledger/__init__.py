"""The ledger 「账」: what happened, who did it, by which law; nothing in it changes.

依据: 安公管办〔2022〕6号 七.
"""
