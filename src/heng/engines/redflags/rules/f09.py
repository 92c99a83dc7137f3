"""F09 监督部门人员担任评委: somebody of a supervising department sat on the committee."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, _: At) -> ir.Table:
    """Flag experts who belong to a supervising department."""
    told = _told(facts)
    kept = told.filter(told.own > 0)
    return finding(kept, "expert", subject=kept.person, proc=kept.proc, value=kept.own)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the rows of the expert."""
    rows = facts.expert.select("proc", "row", subject="person")
    told = found.inner_join(rows, ["proc", "subject"])
    return resting_on(told, "expert", told["row"])


def _told(facts: Facts) -> ir.Table:
    rows = facts.expert.filter(facts.expert.is_supervisor)
    return rows.group_by(["proc", "person"]).agg(own=rows.count())


RULE = Rule(
    code="F09",
    title="监督部门人员担任评委",
    asks="行政监督部门的工作人员是否担任本部门负责监督项目的评委",
    verify="核对工作单位与抽取来源",
    grade=Grade.A,
    law="招标投标法实施条例 第四十六条",
    flag=flag,
    evidence=evidence,
    needs=("expert.is_supervisor",),
)
