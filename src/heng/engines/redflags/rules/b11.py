"""B11 联合体成员另行投标: a member of a joint bid also bids alone or in another joint bid of the same lot."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import pairs
from heng.engines.redflags.rules.told import Told


def _told(facts: Facts) -> ir.Table:
    members = facts.bid_party.semi_join(pairs.standing(facts), "bid").distinct()
    often = members.group_by(["proc", "party"]).agg(bids=members.bid.nunique())
    return members.semi_join(often.filter(often.bids > 1), ["proc", "party"]).select("proc", "party", row="bid")


TOLD = Told(_told, "bid")

RULE = Rule(
    code="B11",
    title="联合体成员另行投标",
    asks="同一标段内，同一单位是否出现在两份以上投标文件中（单独投标或参加联合体）",
    verify="核对联合体协议与投标文件，查明是否为更正后重复提交",
    grade=Grade.A,
    law="招标投标法实施条例 第三十七条",
    flag=TOLD.flag,
    evidence=TOLD.evidence,
    needs=("bid_party.party",),
)
