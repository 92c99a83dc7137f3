"""F07 评审中出现敏感用语: words of influence were heard in the evaluation, in their context."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules.told import Told


def _told(facts: Facts) -> ir.Table:
    return facts.remark.filter(facts.remark.word.notnull() & (facts.remark.context != ""))


TOLD = Told(_told, "remark", kind="expert", subject="person", counting="row")

RULE = Rule(
    code="F07",
    title="评审中出现敏感用语",
    asks="评审录音中是否出现倾向性、诱导性用语",
    verify="回听前后文与录像，单独的关键词没有意义",
    grade=Grade.C,
    law="招标投标法实施条例 第四十八条",
    flag=TOLD.flag,
    evidence=TOLD.evidence,
    needs=("remark.context",),
    note="没有上下文的关键词不提示。",
)
