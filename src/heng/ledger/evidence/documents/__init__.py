"""Official documents 「公文」: composed in the red-header form, numbered without gaps, signed, kept as evidence.

依据: 党政机关公文格式 GB/T 9704-2012; 电子签名法 第十三条.
"""
