"""F04 应回避未回避: an expert with a tie to a bidder sat on the committee."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules.told import Told


def _told(facts: Facts) -> ir.Table:
    sat = facts.expert.select("proc", "person").distinct()
    bidders = facts.bid_party.select("proc", "party").distinct()
    return facts.recusal.semi_join(sat, ["proc", "person"]).semi_join(bidders, ["proc", "party"])


TOLD = Told(_told, "recusal", kind="expert", subject="person", counting="party")

RULE = Rule(
    code="F04",
    title="应回避未回避",
    asks="评委与投标人存在任职、亲属或社会保险关系时是否仍参加评审",
    verify="核对劳动关系、亲属申报与回避记录",
    grade=Grade.A,
    law="招标投标法实施条例 第四十六条、第七十一条第一项",
    flag=TOLD.flag,
    evidence=TOLD.evidence,
    needs=("recusal", "expert.person"),
)
