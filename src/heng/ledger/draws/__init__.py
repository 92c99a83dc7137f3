"""Draws that are kept 「抽取登记」: frozen lists, commitments, reveals, results; all sealed, all to be replayed.

依据: 安公管办〔2022〕6号 一、三; 国发〔2019〕5号.
"""
