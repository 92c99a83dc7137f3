"""Findings that are told by rows 「逐行指明」: whom a row concerns is found, and the row itself is the evidence."""

from collections.abc import Callable
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import finding, resting_on
from heng.engines.redflags.thresholds import At


@dataclass(frozen=True, slots=True)
class Told:
    """Flag whoever stands in a column of some rows (`proc`, `row` and that column) of the table `source`.

    `value` is 1, or how many different values of the column `counting` the rows hold.
    """

    rows: Callable[[Facts], ir.Table]
    source: str
    kind: str = "party"
    subject: str = "party"
    counting: str | None = None

    def flag(self, facts: Facts, _: At) -> ir.Table:
        """Give one finding a process and subject."""
        rows = self.rows(facts)
        value = rows[self.counting].nunique() if self.counting else ibis.least(rows.count(), 1)
        told = rows.group_by(["proc", self.subject]).agg(value=value)
        return finding(told, self.kind, subject=told[self.subject], proc=told.proc, value=told.value)

    def evidence(self, facts: Facts, found: ir.Table) -> ir.Table:
        """Point at the rows."""
        rows = self.rows(facts).select("proc", "row", subject=self.subject)
        told = found.inner_join(rows, ["proc", "subject"])
        return resting_on(told, self.source, told["row"])
