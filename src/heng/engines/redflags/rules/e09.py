"""E09 不足三家开标: bids were opened though fewer than three had come."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, Scope
from heng.engines.redflags.rules import pairs
from heng.engines.redflags.rules.breach import Breach
from heng.engines.redflags.thresholds import At


def _told(facts: Facts, at: At) -> ir.Table:
    bids = pairs.standing(facts).group_by("proc").agg(value=lambda t: t.count())
    rows = facts.proc.filter(facts.proc.opened_us.notnull()).inner_join(bids, "proc")
    return rows.mutate(least=at.of("bids", rows, rows.opened_us)).filter(lambda t: t.value < t.least)


BREACH = Breach(_told, "bid", "bid")

RULE = Rule(
    code="E09",
    title="不足三家开标",
    asks="投标人少于三个时是否仍开标",
    verify="核对投标截止时的递交名单；重新招标后经批准的情形须排除",
    grade=Grade.A,
    law="招标投标法实施条例 第四十四条",
    flag=BREACH.flag,
    evidence=BREACH.evidence,
    needs=("proc.opened_us", "bid.status"),
    scope=Scope(methods=("open", "selective")),
    thresholds=("bids",),
)
