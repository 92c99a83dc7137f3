"""Backends of the rules 「计算引擎」: DuckDB in the process by default, Spark where the data is already there."""
