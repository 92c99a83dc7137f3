"""E08 保证金比例超过上限: the bid bond or the performance bond is above its ceiling."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules.breach import Breach
from heng.engines.redflags.thresholds import At


def _told(facts: Facts, at: At) -> ir.Table:
    rows = facts.proc
    told = rows.mutate(
        bond=at.of("bid", rows, rows.noticed_us), performance=at.of("performance", rows, rows.noticed_us)
    )
    over = (told.bond_rate > told.bond) | (told.performance_rate > told.performance)
    greater = ibis.greatest(told.bond_rate.fill_null(0), told.performance_rate.fill_null(0))
    return told.mutate(value=greater).filter(over)


BREACH = Breach(_told)

RULE = Rule(
    code="E08",
    title="保证金比例超过上限",
    asks="投标保证金是否超过估算价的百分之二，履约保证金是否超过合同价的百分之十",
    verify="核对招标文件载明的金额与估算价、合同价",
    grade=Grade.A,
    law="招标投标法实施条例 第二十六条、第五十八条；政府采购法实施条例 第三十三条、第四十八条",
    flag=BREACH.flag,
    evidence=BREACH.evidence,
    needs=("proc.bond_rate", "proc.noticed_us"),
    thresholds=("bid", "performance"),
)
