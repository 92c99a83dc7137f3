"""D02 陪标专业户: a firm bids very often and hardly ever wins."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.quantiles import fences
from heng.engines.redflags.rule import Grade, Rule, finding
from heng.engines.redflags.rules import meetings
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag firms above the fence of bids with a low rate of wins."""
    told = _told(facts)
    kept = told.filter((told.times >= at["bids"]) & (told.times >= told.high) & (told.rate <= at["rate"]))
    return finding(kept, "party", subject=kept.party, fence=kept.high, value=kept.rate)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the bids."""
    return meetings.entered(facts, found, subject="party")


def _told(facts: Facts) -> ir.Table:
    rows = meetings.outcomes(facts)
    told = rows.group_by("party").agg(times=rows.proc.nunique(), won=rows.won.sum())
    fence = fences(told, "times").select("high")
    return told.mutate(rate=told.won / told.times).cross_join(fence)


RULE = Rule(
    code="D02",
    title="陪标专业户",
    asks="投标次数远多于一般单位而几乎不中标",
    verify="列出投标项目与同场单位，查明是否长期陪同固定单位投标",
    grade=Grade.C,
    law="招标投标法实施条例 第三十九条（线索）",
    flag=flag,
    evidence=evidence,
    needs=("bid_party.party", "award.status"),
    across=True,
    thresholds=("bids", "rate"),
    cross={"OCP": "R025"},
)
