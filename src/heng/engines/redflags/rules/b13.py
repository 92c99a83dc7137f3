"""B13 受限主体参加投标: a party bids while a ban on it is in force."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import pairs
from heng.engines.redflags.rules.told import Told


def _told(facts: Facts) -> ir.Table:
    bids = (
        pairs.standing(facts)
        .select("bid", "proc", "handed_us")
        .inner_join(facts.bid_party.select("bid", "party"), "bid")
    )
    both = bids.inner_join(facts.ban, "party")
    in_force = (both.from_us <= both.handed_us) & (both.to_us.isnull() | (both.handed_us < both.to_us))
    return both.filter(in_force).select("proc", "party", "row")


TOLD = Told(_told, "ban")

RULE = Rule(
    code="B13",
    title="受限主体参加投标",
    asks="投标人在投标时是否处于禁止参加期间",
    verify="核对处罚决定的范围、地域与期限，确认禁止是否适用本项目",
    grade=Grade.A,
    law="招标投标法实施条例 第六十七条、第六十八条；政府采购法实施条例 第十九条",
    flag=TOLD.flag,
    evidence=TOLD.evidence,
    needs=("ban", "bid.handed_us"),
)
