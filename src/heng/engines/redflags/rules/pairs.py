"""Pairs of bidders 「投标人两两比对」: what two bids in one process have in common."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import finding

OUT = ("withdrawn", "invited")


def standing(facts: Facts) -> ir.Table:
    """Give the bids that were handed in: neither invited only nor withdrawn."""
    return facts.bid.filter(facts.bid.status.isnull() | facts.bid.status.notin(OUT))


def first_parties(facts: Facts) -> ir.Table:
    """Give `bid`, `proc` and `party` of each bid handed in; a joint bid stands under its smallest party key."""
    return facts.keep("pairs_first_parties", lambda: _first_parties(facts))


def marks(facts: Facts, kind: str) -> ir.Table:
    """Give the marks of one kind with the party of their bid: `row`, `bid`, `proc`, `party`, `value`."""
    rows = facts.mark.filter((facts.mark.kind == kind) & (facts.mark.value != ""))
    return rows.select("row", "bid", "proc", "value", "at_us").inner_join(first_parties(facts), ["bid", "proc"])


def sharing(rows: ir.Table, *by: str) -> ir.Table:
    """Join rows (`row`, `bid`, `proc`, `party` and `by`) of two parties in one process that have `by` equal.

    Gives `proc`, `subject` < `other` (the parties), `row` and `other_row`, and the columns `by`.
    """
    right = rows.select("proc", *by, other="party", other_row="row")
    joined = rows.inner_join(right, ["proc", *by])
    kept = joined.filter(joined.party < joined.other)
    return kept.select("proc", *by, "other", "row", "other_row", subject="party")


def pair_findings(shared: ir.Table) -> ir.Table:
    """Make one finding a pair and process; `value` counts the different things shared."""
    counted = shared.group_by(["proc", "subject", "other"]).agg(value=shared.row.nunique())
    return finding(
        counted, "pair", subject=counted.subject, other=counted.other, proc=counted.proc, value=counted.value
    )


def pair_evidence(shared: ir.Table, found: ir.Table, source: str) -> ir.Table:
    """Point at the rows of both sides that the pairs found rest on."""
    key = ["proc", "subject", "other"]
    both = ibis.union(shared.select(*key, "row"), shared.select(*key, row="other_row"))
    joined = found.inner_join(both, key)
    return joined.select("kind", *key[1:], "proc", source=ibis.literal(source), row="row").distinct()


def _first_parties(facts: Facts) -> ir.Table:
    bids = standing(facts)
    joined = bids.select("bid", "proc").inner_join(facts.bid_party.select("bid", "party"), "bid")
    return joined.group_by(["bid", "proc"]).agg(party=joined.party.min())
