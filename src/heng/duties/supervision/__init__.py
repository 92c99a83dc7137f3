"""Supervision 「项目监管」: one project, one file, one named officer.

依据: 安公管办〔2022〕6号 七（一项目一监管）.
"""
