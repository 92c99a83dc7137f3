"""C10 一低多高的两级报价: one price lies far below, and the others lie close together above it."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding
from heng.engines.redflags.rules import prices
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag processes with a far lowest price and the others in a cluster."""
    told = _told(facts)
    kept = told.filter((told.n >= at["bids"]) & (told.jump >= at["jump"]) & (told.cluster <= at["cluster"]))
    return finding(kept, "process", subject=kept.proc, proc=kept.proc, value=kept.jump)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the priced bids."""
    return prices.evidence(facts, found)


def _told(facts: Facts) -> ir.Table:
    rows = prices.stepped(facts)
    told = rows.group_by("proc").agg(
        n=rows.count(),
        lowest=rows.amount.min(where=rows.place == 0),
        second=rows.amount.min(where=rows.place == 1),
        highest=rows.amount.max(),
    )
    real = told.filter(told.n > 1)
    return real.mutate(jump=real.second / real.lowest - 1, cluster=real.highest / real.second - 1)


RULE = Rule(
    code="C10",
    title="一低多高的两级报价",
    asks="最低价是否远低于其余报价，而其余报价彼此接近",
    verify="查明高价者成本依据与以往中标情况，结合关系与中标轮次研判",
    grade=Grade.C,
    law="招标投标法实施条例 第三十九条（线索）",
    flag=flag,
    evidence=evidence,
    needs=("bid.amount",),
    at_least=4,
    thresholds=("bids", "jump", "cluster"),
)
