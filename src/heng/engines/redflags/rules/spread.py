"""Columns as rows 「按项展开」: the same question asked of several columns of a table."""

import ibis
import ibis.expr.types as ir


def spread(rows: ir.Table, *columns: str) -> ir.Table:
    """Give one row a filled cell: `row`, `bid`, `proc`, `party`, `kind` (the column) and `value` (its trimmed text)."""
    parts = [
        rows.filter(rows[column].notnull()).select(
            "row", "bid", "proc", "party", kind=ibis.literal(column), value=rows[column].strip().lower()
        )
        for column in columns
    ]
    told = ibis.union(*parts)
    return told.filter(told.value != "")
