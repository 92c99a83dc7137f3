"""C03 总价或下浮率相同: two bidders offer one price, or one discount from the ceiling."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import pairs, prices
from heng.engines.redflags.thresholds import At

STEPS = 10_000


def flag(facts: Facts, _: At) -> ir.Table:
    """Flag pairs with one price, or one discount to a hundredth of a percent."""
    return pairs.pair_findings(_same(facts), "kind")


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at both bids."""
    return pairs.pair_evidence(_same(facts), found, "bid")


def _same(facts: Facts) -> ir.Table:
    rows = prices.priced(facts).inner_join(facts.proc.select("proc", "ceiling"), "proc").mutate(row=lambda t: t.bid)
    own = ["row", "bid", "proc", "party"]
    amount = (rows.amount * 100).round().cast("int64")
    by_amount = rows.select(*own, kind=ibis.literal("amount"), value=amount)
    capped = rows.filter(rows.ceiling > rows.amount)
    rate = ((1 - capped.amount / capped.ceiling) * STEPS).round().cast("int64")
    by_rate = capped.select(*own, kind=ibis.literal("discount"), value=rate)
    return pairs.sharing(ibis.union(by_amount, by_rate), "kind", "value")


RULE = Rule(
    code="C03",
    title="总价或下浮率相同",
    asks="同一标段内，不同投标人的总价是否相同，或相对最高限价的下浮率（精确到万分之一）是否相同",
    verify="核对报价组成；最高限价较低或下浮档位固定时可能巧合",
    grade=Grade.B,
    law="招标投标法实施条例 第四十条第四项",
    flag=flag,
    evidence=evidence,
    needs=("bid.amount",),
    at_least=2,
    cross={"OCP": "R028"},
)
