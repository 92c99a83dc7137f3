"""The transparency log 「透明日志」: a tree that anyone can check, in formats that independent programs already read.

依据: RFC 9162 (RFC 6962), C2SP tlog-tiles, tlog-checkpoint, signed-note, tlog-cosignature and tlog-witness;
GB/T 32918 (SM2), GB/T 32905 (SM3).
"""
