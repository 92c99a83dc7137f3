"""Recordings 「录音录像」: cut into segments that are kept as they came, chained, signed, checked and played.

依据: 政府采购货物和服务招标投标管理办法（财政部令第87号） 第三十九条; 安公管办〔2022〕6号 七.
"""
