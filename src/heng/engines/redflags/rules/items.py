"""Priced items of two bids in one process 「清单项」, side by side."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.moments import cents
from heng.engines.redflags.rules import pairs


def free(facts: Facts) -> ir.Table:
    """Give the items whose price the bidder was free to set, with its party and its price in cents (`cent`)."""
    rows = facts.bid_item
    kept = rows.filter((rows.is_fixed.isnull() | ~rows.is_fixed) & (rows.price > 0))
    return pairs.with_party(facts, kept.select("row", "bid", "proc", "item", "price", cent=cents(kept.price)))


def in_common(facts: Facts) -> ir.Table:
    """Give the free items that two bidders of one process priced: `proc`, `subject` < `other`, `item`, prices, rows."""
    own = free(facts).select("proc", "party", "item", "cent", "row")
    other = own.select("proc", "item", other="party", other_row="row", other_cent="cent")
    both = own.inner_join(other, ["proc", "item"]).filter(lambda t: t.party < t.other)
    return both.select("proc", "other", "item", "cent", "other_cent", "row", "other_row", subject="party")
