"""E12 未按名次定标: a state-led owner chose another than the first candidate."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.rules import winners
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, _: At) -> ir.Table:
    """Flag winners of state-led processes who were not ranked first."""
    told = _told(facts)
    return finding(told, "party", subject=told.party, proc=told.proc, value=told["rank"])


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the ranks."""
    told = found.inner_join(facts.candidate.select("proc", "row"), "proc")
    return resting_on(told, "candidate", told["row"])


def _told(facts: Facts) -> ir.Table:
    led = facts.proc.filter(facts.proc.is_state_led).select("proc")
    won = winners.awarded(facts).semi_join(led, "proc").select("proc", "party").distinct()
    return won.inner_join(facts.candidate.select("proc", "party", "rank"), ["proc", "party"]).filter(
        lambda t: t["rank"] > 1
    )


RULE = Rule(
    code="E12",
    title="未按名次定标",
    asks="国有资金占控股或者主导地位的项目，是否未确定排名第一的中标候选人为中标人",
    verify="查明第一候选人放弃、不能履约等法定理由及证明材料",
    grade=Grade.A,
    law="招标投标法实施条例 第五十五条、第七十三条",
    flag=flag,
    evidence=evidence,
    needs=("candidate.rank", "award.status", "proc.is_state_led"),
)
