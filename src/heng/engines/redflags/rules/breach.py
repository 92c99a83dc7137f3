"""Breaches of procedure 「程序违规」: processes that are flagged as such, by a measure of the law of their day."""

from collections.abc import Callable
from dataclasses import dataclass

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import finding, resting_on
from heng.engines.redflags.thresholds import At


@dataclass(frozen=True, slots=True)
class Breach:
    """Flag the processes of `rows` (`proc` and `value`); the evidence are their rows in the table `source`."""

    rows: Callable[[Facts, At], ir.Table]
    source: str = "proc"
    key: str = "row"

    def flag(self, facts: Facts, at: At) -> ir.Table:
        """Give the processes."""
        told = self.rows(facts, at)
        return finding(told, "process", subject=told.proc, proc=told.proc, value=told.value)

    def evidence(self, facts: Facts, found: ir.Table) -> ir.Table:
        """Point at the processes, or at all of their rows in the table."""
        if self.source == "proc":
            return resting_on(found, "proc", found.proc)
        told = found.inner_join(facts.table(self.source).select("proc", pointed=self.key), "proc")
        return resting_on(told, self.source, told.pointed)


def with_proc(facts: Facts, rows: ir.Table, *columns: str) -> ir.Table:
    """Join rows with what thresholds depend on (category and method of the process), and more of its columns."""
    return rows.inner_join(facts.proc.select("proc", "category", "method_details", *columns), "proc")
