"""The witness 「见证」: run by another organisation, it signs the checkpoints of a log as long as they are one history.

依据: 安公管办〔2022〕6号 七; C2SP tlog-witness, tlog-cosignature.

It needs a folder and nothing of the platform: no database, no account, no key that the platform knows.
"""
