"""F08 应否决未否决: a bid with a hard fault passed."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import pairs
from heng.engines.redflags.rules.told import Told


def _told(facts: Facts) -> ir.Table:
    rows = facts.fault
    return pairs.with_party(facts, rows.filter(rows.is_hard & ~rows.was_rejected))


TOLD = Told(_told, "fault", counting="row")

RULE = Rule(
    code="F08",
    title="应否决未否决",
    asks="存在应当否决情形的投标是否仍通过评审",
    verify="核对招标文件规定的否决情形与评标报告记载",
    grade=Grade.B,
    law="招标投标法实施条例 第五十一条、第七十一条第六项",
    flag=TOLD.flag,
    evidence=TOLD.evidence,
    needs=("fault.is_hard", "fault.was_rejected"),
)
