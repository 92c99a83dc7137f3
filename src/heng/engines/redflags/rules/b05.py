"""B05 联系方式一致: contacts of two bidders have one phone, mailbox or address."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import pairs
from heng.engines.redflags.rules.shared import Shared
from heng.engines.redflags.rules.spread import spread


def _contacts(facts: Facts) -> ir.Table:
    return spread(pairs.members(facts), "phone", "email", "address")


SHARED = Shared(_contacts, counting="value", source="member")

RULE = Rule(
    code="B05",
    title="联系方式一致",
    asks="同一标段内，不同投标人的授权代表、联系人电话、邮箱或地址是否一致",
    verify="核实号码实名与使用人，排除同址办公、代办公司与总机号码",
    grade=Grade.B,
    law="招标投标法实施条例 第四十条第二项",
    flag=SHARED.flag,
    evidence=SHARED.evidence,
    needs=("member.phone",),
    at_least=2,
)
