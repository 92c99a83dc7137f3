"""B07 社会保险由同一单位缴纳: people of two bidders are insured by one employer."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import pairs
from heng.engines.redflags.rules.shared import Shared


def _insured(facts: Facts) -> ir.Table:
    rows = pairs.members(facts)
    return rows.filter(rows.insured_by != "")


SHARED = Shared(_insured, by=("insured_by",), counting="insured_by", source="member")

RULE = Rule(
    code="B07",
    title="社会保险由同一单位缴纳",
    asks="同一标段内，不同投标人的授权代表、项目成员社会保险是否由同一单位缴纳",
    verify="调取社会保险缴纳记录，核对劳动关系与派遣、代缴协议",
    grade=Grade.B,
    law="招标投标法实施条例 第四十条第二项、第三项",
    flag=SHARED.flag,
    evidence=SHARED.evidence,
    needs=("member.insured_by",),
    at_least=2,
)
