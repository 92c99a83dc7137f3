"""A rule 「预警规则」: what it asks, on what legal basis, how strong its evidence is, which fields it needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.thresholds import At

FINDING = {
    "kind": "string",
    "subject": "int64",
    "other": "int64",
    "proc": "int64",
    "value": "float64",
    "fence": "float64",
}
"""A finding: whom it concerns. `kind` is one of `KINDS`; `other` only in pairs; no `proc` where many are meant."""

EVIDENCE = {"kind": "string", "subject": "int64", "other": "int64", "proc": "int64", "source": "string", "row": "int64"}
"""A row of facts that a finding rests on: its table (`source`) and its key there."""

KINDS = ("process", "buyer", "entity", "agency", "party", "pair", "expert", "authority")


class Grade(Enum):
    """How strong the evidence is 「证据等级」. Each is a clue for a human; none decides by itself."""

    A = "法定情形的事实线索，须核实"
    B = "须综合评判"
    C = "一般线索"


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a rule applies 「适用范围」. An empty tuple means everywhere."""

    categories: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()

    def within(self, procs: ir.Table) -> ir.Table:
        """Keep the processes that the rule speaks of; cancelled ones are never asked."""
        kept = procs.filter(~procs.is_cancelled.fill_null(False))  # noqa: FBT003  -- Ibis names it so
        if self.categories:
            kept = kept.filter(kept.category.isin(self.categories))
        return kept.filter(kept.method.isin(self.methods)) if self.methods else kept


@dataclass(frozen=True, slots=True)
class Explanation:
    """An innocent explanation 「合理解释」 that is itself tested: which findings it would explain, and why."""

    code: str
    title: str
    test: Callable[[Facts, ir.Table], ir.Table]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One red flag. `flag` gives rows of `FINDING`; `evidence` gives rows of `EVIDENCE` for the findings handed to it.

    `needs` names the fields (see `presence`) without which a process cannot be judged; `at_least` of its rows must
    have them (2 where bids are compared). `across` says that findings rest on many processes at once; where it is not
    set, findings outside the scope are dropped by whoever runs the rule. `asks`, `verify` and `note` are Chinese
    sentences for officers: what is compared, how a finding is verified, and what the rule cannot see.
    """

    code: str
    title: str
    asks: str
    verify: str
    grade: Grade
    law: str
    flag: Callable[[Facts, At], ir.Table]
    evidence: Callable[[Facts, ir.Table], ir.Table]
    needs: tuple[str, ...]
    at_least: int = 1
    scope: Scope = field(default_factory=Scope)
    across: bool = False
    explanations: tuple[Explanation, ...] = ()
    thresholds: tuple[str, ...] = ()
    cross: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


def finding(table: ir.Table, kind: str, **columns: ir.Value) -> ir.Table:
    """Shape rows into findings: `subject` must be given; the other columns are empty unless given."""
    given = {"kind": ibis.literal(kind), **columns}
    return table.select(
        **{name: (given[name] if name in given else ibis.null()).cast(kind_of) for name, kind_of in FINDING.items()}
    ).distinct()


def resting_on(table: ir.Table, source: str, row: ir.Value) -> ir.Table:
    """Shape rows that carry the columns of a finding into evidence: each points at one row of the table `source`."""
    return table.select(
        "kind", "subject", "other", "proc", source=ibis.literal(source), row=row.cast("int64")
    ).distinct()
