"""Which fields a process has 「字段到位情况」, so that a rule never passes in silence over what nobody sent.

A need is written `table.column` (rows of the process carry it), `mark:kind` (its bids carry such a mark),
`party.column` (its bidders carry it) or `table` (somebody sent the table at all, as with bans, which few have).
"""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Rule


def missing(facts: Facts, rule: Rule, procs: ir.Table) -> ir.Table:
    """Give `proc` and `missing`: the first of the rule's needs that too few rows of the process carry, or empty."""
    unsent = [need for need in rule.needs if is_table(need) and not facts.has(need)]
    if unsent:
        return procs.select("proc", missing=ibis.literal(unsent[0]))
    needs = [need for need in rule.needs if not is_table(need)]
    table = procs.select("proc")
    for number, need in enumerate(needs):
        rows = present(facts, need).rename(**{f"rows_{number}": "rows", f"proc_{number}": "proc"})
        table = table.left_join(rows, table.proc == rows[f"proc_{number}"]).drop(f"proc_{number}")
    branches = [
        (table[f"rows_{number}"].fill_null(0) < _least(rule, need), ibis.literal(need))
        for number, need in enumerate(needs)
    ]
    nothing = ibis.null("string")
    return table.select("proc", missing=ibis.cases(*branches, else_=nothing) if branches else nothing)


def present(facts: Facts, need: str) -> ir.Table:
    """Give `proc` and `rows`: how many rows of a process carry a field."""
    return facts.keep(f"present_{need.translate(str.maketrans('.:-', '___'))}", lambda: _present(facts, need))


def _present(facts: Facts, need: str) -> ir.Table:
    if need.startswith("mark:"):
        rows = facts.mark.filter(facts.mark.kind == need.removeprefix("mark:"))
        return _counted(rows.filter(rows.value.notnull()).select("proc", "bid").distinct())
    name, column = need.split(".")
    if name == "party":
        rows = facts.bid_party.inner_join(facts.party, "party")
        return _counted(rows.filter(rows[column].notnull()))
    table = facts.table(name)
    return _counted(table.filter(table[column].notnull()))


def _counted(rows: ir.Table) -> ir.Table:
    return rows.group_by("proc").agg(rows=rows.count())


def is_table(need: str) -> bool:
    """Say whether a need names a table as a whole."""
    return "." not in need and ":" not in need


def _least(rule: Rule, need: str) -> int:
    return 1 if need.startswith("proc.") else rule.at_least
