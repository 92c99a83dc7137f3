"""F09 监督部门人员担任评委: somebody of a supervising department sat on the committee."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules.told import Told


def _told(facts: Facts) -> ir.Table:
    return facts.expert.filter(facts.expert.is_supervisor)


TOLD = Told(_told, "expert", kind="expert", subject="person", counting="row")

RULE = Rule(
    code="F09",
    title="监督部门人员担任评委",
    asks="行政监督部门的工作人员是否担任本部门负责监督项目的评委",
    verify="核对工作单位与抽取来源",
    grade=Grade.A,
    law="招标投标法实施条例 第四十六条",
    flag=TOLD.flag,
    evidence=TOLD.evidence,
    needs=("expert.is_supervisor",),
)
