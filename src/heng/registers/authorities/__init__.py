"""Authorities 「行政监督部门」: departments, duty lists, posts, officers, the entry catalogue, who supervises what.

依据: 安公管办〔2022〕6号 一、二、三.
"""
