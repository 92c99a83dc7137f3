"""The facts at hand 「事实库」: Ibis tables on one backend, with shared intermediates kept once."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.schema import TABLES, Columns


class Backend(Protocol):
    """What the rules ask of an engine: to hold an intermediate, and to answer an expression."""

    name: str

    def hold(self, name: str, expression: ir.Table) -> ir.Table: ...

    def empty(self, name: str, columns: Columns) -> ir.Table: ...


class Facts:
    """Tables by their names (`facts.bid`). A table that nobody sent is empty, and `has` says so.

    `keep(name, make)` computes an intermediate once and holds it on the backend, whoever asks first.
    """

    def __init__(self, tables: Mapping[str, ir.Table], backend: Backend) -> None:
        unknown = set(tables) - set(TABLES)
        if unknown:
            raise KeyError(f"no such tables of facts: {', '.join(sorted(unknown))}")
        self.backend = backend
        self._sent = dict(tables)
        self._kept: dict[str, ir.Table] = {}

    def __getattr__(self, name: str) -> ir.Table:
        if name not in TABLES:
            raise AttributeError(name)
        return self.table(name)

    def table(self, name: str) -> ir.Table:
        """Give a table with all the columns of its schema; what was not sent is empty."""
        return self.keep(f"facts_{name}", lambda: self._shaped(name), hold=False)

    def has(self, name: str) -> bool:
        """Say whether somebody sent this table."""
        return name in self._sent

    def sent(self) -> Iterable[str]:
        """Name the tables that were sent."""
        return self._sent.keys()

    def keep(self, name: str, make: Callable[[], ir.Table], *, hold: bool = True) -> ir.Table:
        """Give an intermediate by its name, made at most once; held on the backend unless it is cheap to ask again."""
        if name not in self._kept:
            made = make()
            self._kept[name] = self.backend.hold(name, made) if hold else made
        return self._kept[name]

    def _shaped(self, name: str) -> ir.Table:
        columns = TABLES[name]
        if name not in self._sent:
            return self.backend.empty(f"empty_{name}", columns)
        table = self._sent[name]
        return table.select(
            **{one: (table[one] if one in table.columns else ibis.null()).cast(kind) for one, kind in columns.items()}
        )
