"""Evidence 「证据文件」: files kept by their content, with who kept and who read them, for as long as the law asks.

依据: 安公管办〔2022〕6号 七; 政府采购法 第四十二条.
"""
