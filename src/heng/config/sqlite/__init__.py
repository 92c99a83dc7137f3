"""SQLite whose writers queue awake 「数据库」: Django's own backend but for how a transaction begins."""
