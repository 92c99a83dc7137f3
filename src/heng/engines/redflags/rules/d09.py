"""D09 落标者成为分包或供货方: a loser appears as subcontractor of the winner."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import meetings
from heng.engines.redflags.rules.told import Told


def _told(facts: Facts) -> ir.Table:
    lost = meetings.outcomes(facts).filter(lambda t: t.won == 0).select("proc", "party")
    return facts.subcontract.semi_join(lost, ["proc", "party"]).select("proc", "party", "row")


TOLD = Told(_told, "subcontract")

RULE = Rule(
    code="D09",
    title="落标者成为分包或供货方",
    asks="未中标的投标人是否出现在中标人的分包或供货名单中",
    verify="核对分包合同与付款，查明是否为围标的利益补偿",
    grade=Grade.C,
    law="招标投标法 第四十八条；招标投标法实施条例 第五十九条（线索）",
    flag=TOLD.flag,
    evidence=TOLD.evidence,
    needs=("subcontract", "award.status"),
)
