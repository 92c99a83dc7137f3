"""Processes, their bids and their sole winners 「项目、投标与唯一中标人」, as the indicators of OCDS understand them.

Everything here is told process by process: what a process contributes does not depend on any other, so that a new day
adds its own rows and leaves the rest alone.
"""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts

NOT_HANDED_IN = ("invited", "withdrawn")


def asked(facts: Facts) -> ir.Table:
    """Give the processes that are asked at all: cancelled ones are not."""
    return facts.proc.filter(~facts.proc.is_cancelled.fill_null(False))  # noqa: FBT003  -- Ibis names it so


def price_compared(facts: Facts) -> ir.Table:
    """Give those processes whose method compares prices 「比价方式」; all do unless the settings say otherwise."""
    procs = asked(facts)
    return procs.filter(procs.is_price_compared.fill_null(True))  # noqa: FBT003


def submitted(facts: Facts) -> ir.Table:
    """Give the bids handed in: of any status that is told, but for those only invited or withdrawn."""
    return facts.bid.filter(facts.bid.status.notin(NOT_HANDED_IN)).semi_join(asked(facts), "proc")


def sole_bids(facts: Facts) -> ir.Table:
    """Give the valid bids of exactly one tenderer: `bid`, `proc`, `party`, `amount`, `currency`, `number`."""
    return facts.keep("tenders_sole_bids", lambda: _sole_bids(facts))


def active_awards(facts: Facts) -> ir.Table:
    """Give the awards that stand, of processes that are asked."""
    return facts.award.filter(facts.award.status == "active").semi_join(asked(facts), "proc")


def sole_winners(facts: Facts) -> ir.Table:
    """Give `proc` and `winner` of the processes that ended in exactly one award to exactly one supplier."""
    return facts.keep("tenders_sole_winners", lambda: _sole_winners(facts))


def comparable(bids: ir.Table, procs: ir.Table) -> ir.Table:
    """Keep bids with an amount in the currency of their process."""
    priced = bids.filter(bids.amount.notnull()).inner_join(procs.select("proc", main="currency"), "proc")
    return priced.filter((priced.currency == priced.main) | priced.main.isnull()).drop("main")


def _sole_bids(facts: Facts) -> ir.Table:
    bids = submitted(facts)
    alone = bids.filter((bids.status == "valid") & (bids.parties == 1))
    joined = alone.select("bid", "proc", "amount", "currency", "number").inner_join(
        facts.bid_party.select("bid", "party"), "bid"
    )
    return joined.select("bid", "proc", "party", "amount", "currency", "number")


def _sole_winners(facts: Facts) -> ir.Table:
    procs = asked(facts)
    awards = active_awards(facts).semi_join(procs.filter(procs.is_final), "proc")
    single = awards.group_by("proc").agg(awards=awards.count(), award=awards.award.min(), parties=awards.parties.max())
    single = single.filter((single.awards == 1) & (single.parties == 1)).select("proc", "award")
    return single.inner_join(facts.award_party.select("award", winner="party"), "award").select("proc", "winner")
