"""Parties 「交易主体」: owners, bidders, agencies, their people, practitioners and experts.

依据: 安公管办〔2022〕6号 一、六.
"""
