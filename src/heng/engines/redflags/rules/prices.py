"""Prices of bids 「投标报价」 by process: what rules of price compare. Bids in another currency fall out."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rules import pairs, winners


def priced(facts: Facts) -> ir.Table:
    """Give the bids handed in with a positive price: `bid`, `proc`, `party`, `amount` and `status`."""
    return facts.keep("prices_priced", lambda: _priced(facts))


def stepped(facts: Facts) -> ir.Table:
    """Give each process's prices in ascending order, with `place` (from 0) and `before`, the price below."""
    rows = priced(facts)
    window = ibis.window(group_by="proc", order_by=["amount", "bid"])
    return rows.mutate(place=ibis.row_number().over(window), before=rows.amount.lag().over(window))


def of_winners(facts: Facts) -> ir.Table:
    """Give the priced bids of those who won: the columns of `priced`."""
    return priced(facts).semi_join(winners.awarded(facts), ["proc", "party"])


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at all priced bids of the processes found."""
    joined = found.inner_join(priced(facts).select("proc", "bid"), "proc")
    return joined.select("kind", "subject", "other", "proc", source=ibis.literal("bid"), row="bid").distinct()


def _priced(facts: Facts) -> ir.Table:
    bids = pairs.standing(facts).filter(lambda t: t.amount > 0)
    rows = bids.inner_join(facts.proc.select("proc", main="currency"), "proc")
    same = rows.filter(rows.currency.isnull() | rows.main.isnull() | (rows.currency == rows.main))
    parties = pairs.first_parties(facts).select("bid", "party")
    return same.select("bid", "proc", "amount", "status").inner_join(parties, "bid")
