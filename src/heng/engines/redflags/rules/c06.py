"""C06 报价异常偏低: a bid lies far below the others or far below the ceiling."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.moments import cents
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.rules import prices
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag bidders far below the mean of the others, or below a share of the ceiling."""
    told = _told(facts)
    kept = told.filter((told.of_others < at["of_others"]) | (told.of_ceiling < at["of_ceiling"]))
    return finding(kept, "party", subject=kept.party, proc=kept.proc, value=kept.of_others)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the bid."""
    told = found.inner_join(prices.priced(facts).select("proc", "bid", subject="party"), ["proc", "subject"])
    return resting_on(told, "bid", told.bid)


def _told(facts: Facts) -> ir.Table:
    rows = prices.priced(facts).mutate(cent=lambda t: cents(t.amount).cast("int64"))
    window = ibis.window(group_by="proc")
    sums = rows.mutate(total=rows.cent.sum().over(window).cast("int64"), n=rows.count().over(window))
    several = sums.filter(sums.n > 1)
    others = (several.total - several.cent).cast("float64") / (several.n - 1)
    told = several.mutate(of_others=several.cent.cast("float64") / others)
    capped = told.inner_join(facts.proc.select("proc", "ceiling"), "proc")
    return capped.mutate(of_ceiling=capped.amount / capped.ceiling.nullif(0))


RULE = Rule(
    code="C06",
    title="报价异常偏低",
    asks="投标报价是否明显低于其他投标人平均价或最高限价的一定比例",
    verify="由评标委员会要求书面说明并提交证明材料，核实是否低于成本",
    grade=Grade.B,
    law="招标投标法实施条例 第五十一条第五项",
    flag=flag,
    evidence=evidence,
    needs=("bid.amount",),
    at_least=2,
    thresholds=("of_others", "of_ceiling"),
)
