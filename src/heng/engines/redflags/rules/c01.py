"""C01 报价呈等差或等比规律: sorted prices step up by equal differences or by equal ratios."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding
from heng.engines.redflags.rules import prices
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag processes whose steps are all nearly equal."""
    told = _told(facts)
    kept = told.filter((told.n >= at["bids"]) & (ibis.least(told.gaps, told.ratios) <= at["spread"]))
    return finding(kept, "process", subject=kept.proc, proc=kept.proc, value=ibis.least(kept.gaps, kept.ratios))


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the priced bids."""
    return prices.evidence(facts, found)


def _told(facts: Facts) -> ir.Table:
    rows = prices.stepped(facts).filter(lambda t: t.before.notnull())
    steps = rows.mutate(gap=rows.amount - rows.before, ratio=rows.amount / rows.before)
    told = steps.group_by("proc").agg(
        n=steps.count() + 1,
        least=steps.gap.min(),
        most=steps.gap.max(),
        lowest=steps.ratio.min(),
        highest=steps.ratio.max(),
    )
    real = told.filter((told.least > 0) & (told.lowest > 1))
    return real.mutate(
        gaps=(real.most - real.least) / real.least, ratios=(real.highest - real.lowest) / (real.lowest - 1)
    )


RULE = Rule(
    code="C01",
    title="报价呈等差或等比规律",
    asks="同一标段四家以上报价由低到高排列，相邻差额或比值是否几乎相等",
    verify="复算各家报价的组成，查明规律出现在总价还是各分项；招标人给定下浮档位时属正常",
    grade=Grade.B,
    law="招标投标法实施条例 第四十条第四项",
    flag=flag,
    evidence=evidence,
    needs=("bid.amount",),
    at_least=4,
    thresholds=("bids", "spread"),
    note="以相邻步长最大与最小之差相对最小步长衡量。",
)
