"""Readers of facts 「事实读取」: from files of other systems into the tables of `schema`."""
