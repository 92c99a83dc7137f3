"""Trading 「交易」: projects from the entry gate to performance, with all their lots, bids, awards and contracts.

依据: 安公管办〔2022〕6号 三、七、八.
"""
