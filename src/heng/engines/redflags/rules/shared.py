"""What two bidders of one process share 「同源比对」, as a question that many rules ask of different rows."""

from collections.abc import Callable
from dataclasses import dataclass

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rules import pairs
from heng.engines.redflags.thresholds import At


@dataclass(frozen=True, slots=True)
class Shared:
    """Flag pairs whose rows have `by` equal; their different values of `counting` must number `least` (a threshold).

    `rows` gives `row`, `bid`, `proc`, `party` and the columns `by` and `counting`; `source` is their table.
    """

    rows: Callable[[Facts], ir.Table]
    by: tuple[str, ...] = ("kind", "value")
    counting: str = "row"
    least: str | None = None
    source: str = "mark"

    def flag(self, facts: Facts, at: At) -> ir.Table:
        """Give the pairs."""
        return pairs.pair_findings(self._shared(facts), self.counting, at[self.least] if self.least else 1)

    def evidence(self, facts: Facts, found: ir.Table) -> ir.Table:
        """Point at the rows of both sides."""
        return pairs.pair_evidence(self._shared(facts), found, self.source)

    def _shared(self, facts: Facts) -> ir.Table:
        return pairs.sharing(self.rows(facts), *self.by)


def own_marks(*kinds: str) -> Callable[[Facts], ir.Table]:
    """Ask for marks that the tender's own files do not carry."""
    return lambda facts: pairs.own_marks(facts, *kinds)


def marks(*kinds: str) -> Callable[[Facts], ir.Table]:
    """Ask for marks, whoever else carries them."""
    return lambda facts: pairs.marks(facts, *kinds)
