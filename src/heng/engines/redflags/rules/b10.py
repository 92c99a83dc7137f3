"""B10 招标人与投标人存在利害关系: the owner or buyer is related to a bidder or shares people with one."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import insiders
from heng.engines.redflags.rules.told import Told


def _told(facts: Facts) -> ir.Table:
    return ibis.union(insiders.tied_to(facts, "entity"), insiders.tied_to(facts, "buyer"), distinct=True)


TOLD = Told(_told, "bid")

RULE = Rule(
    code="B10",
    title="招标人与投标人存在利害关系",
    asks="招标人（采购人）与投标人之间是否存在持股、管理、任职或亲属关系",
    verify="调取登记、任职与回避申报材料，查明是否可能影响公正性",
    grade=Grade.A,
    law="招标投标法实施条例 第三十四条；政府采购法实施条例 第九条",
    flag=TOLD.flag,
    evidence=TOLD.evidence,
    needs=("proc.entity",),
)
