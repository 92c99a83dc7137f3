"""B03 电子保函同源: guarantees of two bidders have one payer, operator, phone or address."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import pairs
from heng.engines.redflags.rules.shared import Shared
from heng.engines.redflags.rules.spread import spread


def _guarantees(facts: Facts) -> ir.Table:
    rows = pairs.deposits(facts)
    return spread(rows.filter(rows.form == "guarantee"), "payer", "operator", "phone", "address")


SHARED = Shared(_guarantees, counting="kind", source="deposit")

RULE = Rule(
    code="B03",
    title="电子保函同源",
    asks="同一标段内，不同投标人的电子保函付费人、经办人、联系电话或网络地址是否一致",
    verify="向保函机构调取投保日志，核实付费账户与经办人",
    grade=Grade.B,
    law="招标投标法实施条例 第四十条第二项、第六项",
    flag=SHARED.flag,
    evidence=SHARED.evidence,
    needs=("deposit.payer",),
    at_least=2,
)
