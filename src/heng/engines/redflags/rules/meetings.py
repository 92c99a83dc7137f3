"""Meetings 「同场投标」: which firms bid in one process, how often, how often that would be by chance, and who won."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import resting_on
from heng.engines.redflags.rules import pairs, winners


def appearances(facts: Facts) -> ir.Table:
    """Give each bidder of each process once: `proc`, `party`, `bid`, `category`, `region`, `entity`."""
    rows = pairs.first_parties(facts)
    return rows.inner_join(facts.proc.select("proc", "category", "region", "entity"), "proc")


def outcomes(facts: Facts) -> ir.Table:
    """Give each appearance with `won` (0 or 1)."""
    won = winners.awarded(facts).select("proc", "party").distinct().mutate(took=ibis.literal(1))
    rows = appearances(facts)
    told = rows.left_join(won, ["proc", "party"], rname="{name}_of_award")
    return told.select(*rows.columns, won=told.took.fill_null(0))


def met(facts: Facts) -> ir.Table:
    """Give each meeting of two: `proc`, `category`, `subject` < `other`, `bid`, `other_bid`."""
    rows = appearances(facts).filter(lambda t: t.category.notnull()).select("proc", "category", "party", "bid")
    both = rows.inner_join(rows.select("proc", other="party", other_bid="bid"), "proc")
    return both.filter(both.party < both.other).select("proc", "category", "other", "bid", "other_bid", subject="party")


def expected(facts: Facts) -> ir.Table:
    """Give `subject`, `other`, `met` and `expected` for the category in which two firms met most beyond chance.

    Of the N processes of a category, firms that entered a and b of them would meet in ab/N by chance: the mean of the
    hypergeometric distribution.
    """
    rows = appearances(facts)
    each = rows.group_by(["category", "party"]).agg(times=rows.proc.nunique())
    whole = rows.group_by("category").agg(all=rows.proc.nunique())
    times = met(facts).group_by(["category", "subject", "other"]).agg(met=lambda t: t.proc.nunique())
    mine = times.inner_join(each.select("category", subject="party", mine="times"), ["category", "subject"])
    both = mine.inner_join(each.select("category", other="party", theirs="times"), ["category", "other"])
    told = both.inner_join(whole, "category")
    rated = told.mutate(expected=told.mine.cast("float64") * told.theirs / told["all"])
    best = ibis.window(group_by=["subject", "other"], order_by=[(rated.met / rated.expected).desc(), rated.category])
    first = rated.mutate(place=ibis.row_number().over(best)).filter(lambda t: t.place == 0)
    return first.select("subject", "other", "met", "expected")


def entered(facts: Facts, found: ir.Table, **columns: str) -> ir.Table:
    """Point at all bids of the parties found; `columns` says where subject and other stand in an appearance."""
    rows = appearances(facts).select("proc", "bid", **columns)
    told = found.drop("proc").inner_join(rows, list(columns))
    return resting_on(told, "bid", told.bid)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the bids of both wherever the pairs found met."""
    told = found.drop("proc").inner_join(met(facts), ["subject", "other"])
    both = ibis.union(told.mutate(row=told.bid), told.mutate(row=told.other_bid))
    return both.select("kind", "subject", "other", "proc", source=ibis.literal("bid"), row="row").distinct()
