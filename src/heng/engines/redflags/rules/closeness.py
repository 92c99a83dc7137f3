"""How far the next price lay above the winning one 「中标价与次低价的差距」: (next - winning) / winning.

Where a price of 0 won, there is no such distance; the quality report tells of it.
"""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.quantiles import fences
from heng.engines.redflags.rule import finding, resting_on
from heng.engines.redflags.rules import tenders
from heng.engines.redflags.thresholds import At, number


def distances(facts: Facts, _: At) -> ir.Table:
    """Give one row a process with a sole winner: `proc`, `winner`, `next`, their bids and the `distance`."""
    return facts.keep("closeness", lambda: _distances(facts))


def fenced(told: ir.Table, at: At) -> ir.Table:
    """Join the distances with the fences of all of them; a threshold that is set stands in their place."""
    if at.has("threshold"):
        fixed = number(at["threshold"])
        return told.mutate(q25=fixed, low=fixed, high=fixed)
    return told.cross_join(fences(told, "distance").select("q25", "low", "high"))


def findings(kept: ir.Table, fence: ir.Value, *parties: str) -> ir.Table:
    """Make a finding of each process and of some of its parties."""
    common = {"proc": kept.proc, "value": kept.distance, "fence": fence}
    found = [finding(kept, "process", subject=kept.proc, **common)]
    found += [finding(kept, "party", subject=kept[party], **common) for party in parties]
    return ibis.union(*found)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the winning bid and the next."""
    told = _bids(facts.keep("closeness", lambda: _distances(facts)))
    return resting_on(found.inner_join(told, "proc"), "bid", told.bid)


def _bids(told: ir.Table) -> ir.Table:
    return ibis.union(told.select("proc", bid="winning_bid"), told.select("proc", bid="next_bid"))


def _distances(facts: Facts) -> ir.Table:
    winners = tenders.sole_winners(facts)
    procs = tenders.price_compared(facts)
    bids = tenders.comparable(tenders.sole_bids(facts), procs).inner_join(winners, "proc")
    mine = _lowest(bids.filter(bids.party == bids.winner)).select("proc", winner="party", w="amount", winning_bid="bid")
    theirs = _lowest(bids.filter(bids.party != bids.winner)).select("proc", next="party", l="amount", next_bid="bid")
    both = mine.inner_join(theirs, "proc")
    kept = both.filter((both.w > 0) & (both.l >= both.w))
    return kept.select("proc", "winner", "next", "winning_bid", "next_bid", distance=(kept.l - kept.w) / kept.w)


def _lowest(bids: ir.Table) -> ir.Table:
    """Keep the lowest bid of each process; of equal ones the first."""
    first = ibis.row_number().over(group_by=bids.proc, order_by=[bids.amount, bids.number])
    return bids.mutate(place=first).filter(lambda t: t.place == 0)
