"""The national data specification 「公共资源交易平台系统数据规范」: its XML datasets, as trading centres send them.

The field table is data (`exchange/data/datasets.csv`), with the certainty of each row: the names, lengths and mandatory
marks were seen in the practice of a province, misspelt names included; the full national text was not at hand. A field
that is mandatory there and that the house needs is `must` (without it the record is refused); one that is mandatory
there but that nothing here rests on is `should` (its absence is remarked).
"""
