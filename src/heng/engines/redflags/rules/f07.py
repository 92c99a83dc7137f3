"""F07 评审中出现敏感用语: words of influence were heard in the evaluation, in their context."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, _: At) -> ir.Table:
    """Flag experts with such words; the context is part of the evidence."""
    told = _told(facts)
    kept = told.filter(told.words > 0)
    return finding(kept, "expert", subject=kept.person, proc=kept.proc, value=kept.words)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the rows of the expert."""
    rows = facts.remark.select("proc", "row", subject="person")
    told = found.inner_join(rows, ["proc", "subject"])
    return resting_on(told, "remark", told["row"])


def _told(facts: Facts) -> ir.Table:
    rows = facts.remark.filter(facts.remark.word.notnull() & (facts.remark.context != ""))
    return rows.group_by(["proc", "person"]).agg(words=rows.count())


RULE = Rule(
    code="F07",
    title="评审中出现敏感用语",
    asks="评审录音中是否出现倾向性、诱导性用语",
    verify="回听前后文与录像，单独的关键词没有意义",
    grade=Grade.C,
    law="招标投标法实施条例 第四十八条",
    flag=flag,
    evidence=evidence,
    needs=("remark.context",),
    note="没有上下文的关键词不提示。",
)
