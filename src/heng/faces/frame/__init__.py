"""The frame 「门框」: who is asking, how a refusal is shown, base pages, static files.

依据: 安公管办〔2022〕6号 七（监督留痕、责任可究）.
"""
