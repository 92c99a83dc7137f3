"""D01 横向抱团: two firms bid together far more often than chance would have it."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding
from heng.engines.redflags.rules import meetings
from heng.engines.redflags.thresholds import At, number


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag pairs that met often, many times as often as two who bid independently in their category."""
    told = meetings.expected(facts)
    kept = told.filter((told.met >= at["met"]) & (told.met >= told.expected * number(at["times"])))
    return finding(kept, "pair", subject=kept.subject, other=kept.other, value=kept.met, fence=kept.expected)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the bids of both wherever they met."""
    return meetings.evidence(facts, found)


RULE = Rule(
    code="D01",
    title="横向抱团",
    asks="两家单位共同投标的次数是否远超各自独立投标时的期望次数",
    verify="列出共同投标的项目与结果，查明是否地域、资质相近使然",
    grade=Grade.C,
    law="招标投标法实施条例 第三十九条第四项、第五项（线索）",
    flag=flag,
    evidence=evidence,
    needs=("bid_party.party", "proc.category"),
    at_least=2,
    across=True,
    thresholds=("met", "times"),
    note="期望次数为两家在同类项目中投标次数之积除以项目总数。",
)
