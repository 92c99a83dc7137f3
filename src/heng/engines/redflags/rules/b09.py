"""B09 代理机构与投标人存在关联: the agency bids itself, or is related to a bidder, or shares people with one."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import insiders
from heng.engines.redflags.rules.told import Told


def _told(facts: Facts) -> ir.Table:
    return insiders.tied_to(facts, "agency")


TOLD = Told(_told, "bid")

RULE = Rule(
    code="B09",
    title="代理机构与投标人存在关联",
    asks="代理机构是否参加本项目投标，或与投标人存在关联、人员交叉",
    verify="核对登记与社会保险信息，查明代理机构是否为投标人提供咨询",
    grade=Grade.A,
    law="招标投标法实施条例 第十三条、第六十五条",
    flag=TOLD.flag,
    evidence=TOLD.evidence,
    needs=("proc.agency",),
)
