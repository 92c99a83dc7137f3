"""The demo 「演示城市」: an invented city walks in through the services.

依据: 安公管办〔2022〕6号.
"""
