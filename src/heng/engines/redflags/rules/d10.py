"""D10 多个账号由同一设备或电话操作: accounts of two bidders were used from one device or phone."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules.shared import Shared
from heng.engines.redflags.rules.spread import spread


def _uses(facts: Facts) -> ir.Table:
    return spread(facts.account_use.mutate(bid=facts.account_use["row"]), "device", "phone")


SHARED = Shared(_uses, counting="value", source="account_use")

RULE = Rule(
    code="D10",
    title="多个账号由同一设备或电话操作",
    asks="同一标段内，不同投标人的账号是否由同一设备或同一电话操作",
    verify="核对登录日志与实名信息，排除代理机构或交易中心协助操作",
    grade=Grade.B,
    law="招标投标法实施条例 第四十条第二项",
    flag=SHARED.flag,
    evidence=SHARED.evidence,
    needs=("account_use.device",),
    at_least=2,
)
