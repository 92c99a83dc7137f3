"""Verification 「核验」: what the log, the files and the rows say today, against what was sealed and recorded.

依据: 安公管办〔2022〕6号 七; RFC 9162 2.1; C2SP tlog-tiles.

Checks never raise over what they find: each difference is a `Finding` with its kind and its place.
"""
