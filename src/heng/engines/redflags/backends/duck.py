"""DuckDB: embedded, on all cores, in as much memory as it is given."""

from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
import ibis
import ibis.expr.types as ir

from heng.engines.redflags.schema import Columns

TYPES = {"int64": "BIGINT", "float64": "DOUBLE", "string": "VARCHAR", "boolean": "BOOLEAN"}


class Duck:
    """A DuckDB of its own, for one run; `memory` as in `600MB`, `folder` for what does not fit in it."""

    name = "duckdb"

    def __init__(self, *, memory: str | None = None, threads: int | None = None, folder: Path | None = None) -> None:
        settings: dict[str, str | int] = {"TimeZone": "UTC", "preserve_insertion_order": "false"}
        settings |= {"memory_limit": memory} if memory else {}
        settings |= {"threads": threads} if threads else {}
        settings |= {"temp_directory": str(folder)} if folder else {}
        self.connection = duckdb.connect()
        for name, value in settings.items():
            self.connection.execute(f"SET {name} = '{value}'")
        self.ibis = ibis.duckdb.from_connection(self.connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()

    def hold(self, name: str, expression: ir.Table) -> ir.Table:
        """Keep an intermediate as a temporary table."""
        self.connection.execute(f'CREATE TEMP TABLE "{name}" AS {self.ibis.compile(expression)}')
        return self.ibis.table(name)

    def empty(self, name: str, columns: Columns) -> ir.Table:
        """Make a table without rows."""
        typed = ", ".join(f'"{column}" {TYPES[kind]}' for column, kind in columns.items())
        self.connection.execute(f'CREATE TEMP TABLE "{name}" ({typed})')
        return self.ibis.table(name)

    def tables(self, names: list[str]) -> dict[str, ir.Table]:
        """Give tables of the connection by their names."""
        return {name: self.ibis.table(name) for name in names}
