"""B04 项目管理成员为同一人: one person is named in two bids."""

from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import pairs
from heng.engines.redflags.rules.shared import Shared

SHARED = Shared(pairs.members, by=("person",), counting="person", source="member")

RULE = Rule(
    code="B04",
    title="项目管理成员为同一人",
    asks="同一标段内，不同投标人载明的项目管理成员是否为同一人",
    verify="核对证件、注册单位与社会保险缴纳单位，询问本人",
    grade=Grade.A,
    law="招标投标法实施条例 第四十条第三项",
    flag=SHARED.flag,
    evidence=SHARED.evidence,
    needs=("member.person",),
    at_least=2,
)
