"""Anchoring 「外部佐证」: others vouch for the log, so that the platform alone cannot rewrite it.

依据: 安公管办〔2022〕6号 七; C2SP tlog-witness, RFC 3161.
"""
