"""Likenesses of bid documents 「雷同情况」, as the engine of similarity tells them, asked by pair."""

from collections.abc import Callable

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import finding
from heng.engines.redflags.rules import pairs


def of(facts: Facts, kind: str) -> ir.Table:
    """Give the likenesses of one kind by pair: `proc`, `subject` < `other`, `row`, `value` and `count`."""
    rows = facts.likeness.filter(facts.likeness.kind == kind)
    first = pairs.first_parties(facts)
    left = rows.inner_join(first.select("bid", one="party"), "bid")
    both = left.inner_join(first.select(other_bid="bid", two="party"), "other_bid").filter(lambda t: t.one != t.two)
    return both.select(
        "proc", "row", "value", "count", subject=ibis.least(both.one, both.two), other=ibis.greatest(both.one, both.two)
    )


def findings(rows: ir.Table, is_enough: Callable[[ir.Table], ir.Value]) -> ir.Table:
    """Make a finding of each pair that has likeness enough; `value` is the greatest share, or the sum of counts."""
    grouped = rows.group_by(pairs.PAIR).agg(value=rows.value.max(), count=rows["count"].sum())
    kept = grouped.filter(is_enough(grouped))
    value = ibis.coalesce(kept.value, kept["count"].cast("float64"))
    return finding(kept, "pair", subject=kept.subject, other=kept.other, proc=kept.proc, value=value)


def evidence(facts: Facts, found: ir.Table, kind: str) -> ir.Table:
    """Point at the likenesses of the pairs found."""
    joined = found.inner_join(of(facts, kind).select(*pairs.PAIR, "row"), pairs.PAIR)
    return joined.select("kind", "subject", "other", "proc", source=ibis.literal("likeness"), row="row").distinct()
