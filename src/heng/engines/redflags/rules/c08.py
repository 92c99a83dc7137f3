"""C08 跨项目报价比值固定: the ratio of two firms' prices is the same in several processes."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.rules import pairs, prices
from heng.engines.redflags.thresholds import At

STEPS = 10_000


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag pairs whose prices stood in one ratio, other than 1, in so many processes."""
    often = _often(facts).filter(lambda t: t.times >= at["times"])
    most = often.group_by(["subject", "other"]).agg(value=often.times.max())
    return finding(most, "pair", subject=most.subject, other=most.other, value=most.value)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the bids of both in the processes of the ratio."""
    same = _ratios(facts).inner_join(_often(facts), ["subject", "other", "ratio"])
    told = found.drop("proc").inner_join(same, ["subject", "other"]).filter(lambda t: t.times >= t.value)
    both = ibis.union(told.mutate(at_bid=told.bid), told.mutate(at_bid=told.other_bid))
    return resting_on(both, "bid", both.at_bid)


def _often(facts: Facts) -> ir.Table:
    rows = _ratios(facts)
    return rows.group_by(["subject", "other", "ratio"]).agg(times=rows.proc.nunique())


def _ratios(facts: Facts) -> ir.Table:
    rows = prices.priced(facts).mutate(row=lambda t: t.bid)
    amounts = rows.select("bid", mine="amount")
    shared = pairs.sharing(rows).inner_join(amounts, "bid")
    both = shared.inner_join(amounts.select(other_bid="bid", theirs="mine"), "other_bid")
    told = both.mutate(ratio=(both.mine / both.theirs * STEPS).round().cast("int64"))
    return told.filter(told.ratio != STEPS)


RULE = Rule(
    code="C08",
    title="跨项目报价比值固定",
    asks="两家单位在四个以上项目中的报价比值是否固定（不等于一）",
    verify="列出各项目报价与比值，查明是否共同报价；按同一系数报价的加盟、代理关系须排除",
    grade=Grade.C,
    law="招标投标法实施条例 第四十条第四项（线索）",
    flag=flag,
    evidence=evidence,
    needs=("bid.amount",),
    at_least=2,
    across=True,
    thresholds=("times",),
    note="比值精确到万分之一。",
)
