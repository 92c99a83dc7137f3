"""F06 评审用时异常: an expert spent hardly any time on a bid."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding
from heng.engines.redflags.rules import scores
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag experts who spent fewer seconds on a bid than asked."""
    told = _told(facts)
    kept = told.filter(told.seconds < at["seconds"])
    return finding(kept, "expert", subject=kept.person, proc=kept.proc, value=kept.seconds)


def _told(facts: Facts) -> ir.Table:
    rows = facts.score.filter(facts.score.seconds.notnull())
    return rows.group_by(["proc", "person"]).agg(seconds=rows.seconds.min())


RULE = Rule(
    code="F06",
    title="评审用时异常",
    asks="评委评审单份投标文件的用时是否过短",
    verify="结合文件页数与评审录像研判；分工评审时须看其负责部分",
    grade=Grade.C,
    law="招标投标法实施条例 第四十九条",
    flag=flag,
    evidence=scores.of_experts,
    needs=("score.seconds",),
    thresholds=("seconds",),
)
