"""E07 化整为零规避招标: many direct purchases of one kind add up over the threshold within twelve months."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.moments import CENTS, cents
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.schema import DAY
from heng.engines.redflags.thresholds import At

YEAR = 365 * DAY


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag buyers whose direct purchases of one kind within a rolling year exceed the sum."""
    told = _sums(facts).group_by("buyer").agg(value=lambda t: t.total.max())
    kept = told.filter(told.value >= at["sum"])
    return finding(kept, "buyer", subject=kept.buyer, value=kept.value)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the purchases of the fullest year."""
    sums = _sums(facts).select("item_class", "until", "total", subject="buyer")
    full = found.drop("proc").inner_join(sums, "subject").filter(lambda t: t.total == t.value)
    buys = facts.direct_buy.select("proc", "row", "item_class", "bought_us", subject="buyer")
    told = full.inner_join(buys, ["subject", "item_class"])
    kept = _within(told, told.bought_us)
    return resting_on(kept, "direct_buy", kept["row"])


def _within(told: ir.Table, bought_us: ir.Value) -> ir.Table:
    """Keep purchases of the year that ends with `until`."""
    return told.filter((bought_us <= told.until) & (bought_us > told.until - YEAR))


def _sums(facts: Facts) -> ir.Table:
    ends = facts.direct_buy.select("buyer", "item_class", until="bought_us").distinct()
    both = ends.inner_join(facts.direct_buy, ["buyer", "item_class"])
    year = _within(both, both.bought_us)
    told = year.group_by(["buyer", "item_class", "until"]).agg(
        total=cents(year.amount).sum().cast("float64") / CENTS, count=year.count()
    )
    return told.filter(told["count"] > 1)


RULE = Rule(
    code="E07",
    title="化整为零规避招标",
    asks="同一采购人十二个月内同类直接采购的合计金额是否达到公开招标数额标准",
    verify="逐笔核对采购事由、预算批复与是否属同一项目",
    grade=Grade.B,
    law="招标投标法实施条例 第二十四条；政府采购法实施条例 第二十八条",
    flag=flag,
    evidence=evidence,
    needs=("direct_buy.amount", "direct_buy.bought_us"),
    across=True,
    thresholds=("sum",),
)
