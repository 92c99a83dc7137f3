"""Pairs of bidders 「投标人两两比对」: what two bids in one process have in common."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import finding

OUT = ("withdrawn", "invited")
PAIR = ["proc", "subject", "other"]


def standing(facts: Facts) -> ir.Table:
    """Give the bids that were handed in: neither invited only nor withdrawn."""
    return facts.bid.filter(facts.bid.status.isnull() | facts.bid.status.notin(OUT))


def first_parties(facts: Facts) -> ir.Table:
    """Give `bid`, `proc` and `party` of each bid handed in; a joint bid stands under its smallest party key."""
    return facts.keep("pairs_first_parties", lambda: _first_parties(facts))


def marks(facts: Facts, *kinds: str) -> ir.Table:
    """Give marks of some kinds with the party of their bid: the columns of `mark`, and `party`."""
    rows = facts.mark.filter(facts.mark.kind.isin(kinds) & (facts.mark.value != ""))
    return with_party(facts, rows.select("row", "bid", "proc", "kind", "value", "at_us"))


def own_marks(facts: Facts, *kinds: str) -> ir.Table:
    """Give the marks of some kinds but for those that the tender's own files carry 「招标文件、招标控制价文件」."""
    told = facts.tender_mark.select("proc", "kind", "value")
    return marks(facts, *kinds).anti_join(told, ["proc", "kind", "value"])


def deposits(facts: Facts) -> ir.Table:
    """Give the deposits 「投标保证金」 with the party of their bid."""
    return with_party(facts, facts.deposit)


def members(facts: Facts) -> ir.Table:
    """Give the people whom bids name 「项目班子、授权代表、联系人」 with the party of their bid."""
    return with_party(facts, facts.member)


def sharing(rows: ir.Table, *by: str) -> ir.Table:
    """Join rows (`row`, `bid`, `proc`, `party` and `by`) of two parties in one process that have `by` equal.

    Gives `proc`, `subject` < `other` (the parties), `bid` and `other_bid`, `row` and `other_row`, and the columns `by`.
    """
    right = rows.select("proc", *by, other="party", other_row="row", other_bid="bid")
    joined = rows.inner_join(right, ["proc", *by])
    kept = joined.filter(joined.party < joined.other)
    return kept.select("proc", *by, "other", "bid", "other_bid", "row", "other_row", subject="party")


def pair_findings(shared: ir.Table, counting: str = "row", least: float = 1) -> ir.Table:
    """Make one finding a pair and process; `value` counts the different things shared, `least` of them are needed."""
    counted = shared.group_by(PAIR).agg(value=shared[counting].nunique())
    kept = counted.filter(counted.value >= least)
    return finding(kept, "pair", subject=kept.subject, other=kept.other, proc=kept.proc, value=kept.value)


def pair_evidence(shared: ir.Table, found: ir.Table, source: str) -> ir.Table:
    """Point at the rows of both sides that the pairs found rest on."""
    both = ibis.union(shared.select(*PAIR, "row"), shared.select(*PAIR, row="other_row"))
    joined = found.inner_join(both, PAIR)
    return joined.select("kind", "subject", "other", "proc", source=ibis.literal(source), row="row").distinct()


def both_have(facts: Facts, found: ir.Table, kind: str, value: str) -> ir.Table:
    """Keep the pairs found whose two bids carry a mark of this kind and value."""
    of_parties = marks(facts, kind).filter(lambda rows: rows.value == value).select("proc", "party").distinct()
    left = found.semi_join(of_parties.select("proc", subject="party"), ["proc", "subject"])
    return left.semi_join(of_parties.select("proc", other="party"), ["proc", "other"])


def with_party(facts: Facts, rows: ir.Table) -> ir.Table:
    """Join rows (`bid`, `proc`) with the party of their bid; bids that were not handed in fall out."""
    return rows.inner_join(first_parties(facts), ["bid", "proc"])


def _first_parties(facts: Facts) -> ir.Table:
    bids = standing(facts)
    joined = bids.select("bid", "proc").inner_join(facts.bid_party.select("bid", "party"), "bid")
    return joined.group_by(["bid", "proc"]).agg(party=joined.party.min())
