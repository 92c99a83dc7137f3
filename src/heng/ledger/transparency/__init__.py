"""Transparency 「固化」: entries become leaves of a log that only grows, signed, public, and checked by anybody.

依据: 安公管办〔2022〕6号 七; C2SP tlog-tiles, tlog-checkpoint.
"""
