"""D06 集体放弃或不解密: several bidders of one process withdraw or fail to decrypt."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag processes that so many bidders left."""
    left = _left(facts)
    told = left.group_by("proc").agg(value=left.bid.nunique())
    kept = told.filter(told.value >= at["bids"])
    return finding(kept, "process", subject=kept.proc, proc=kept.proc, value=kept.value)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the bids that were left."""
    told = found.inner_join(_left(facts), "proc")
    return resting_on(told, "bid", told.bid)


def _left(facts: Facts) -> ir.Table:
    rows = facts.bid
    is_left = (rows.status == "withdrawn") | (rows.is_decrypted.notnull() & ~rows.is_decrypted)
    return rows.filter(is_left).select("proc", "bid")


RULE = Rule(
    code="D06",
    title="集体放弃或不解密",
    asks="同一标段是否有多家撤回或不解密",
    verify="询问各家放弃原因，比对时间先后与受益单位；系统故障须排除",
    grade=Grade.B,
    law="招标投标法实施条例 第三十九条第三项",
    flag=flag,
    evidence=evidence,
    needs=("bid.status",),
    thresholds=("bids",),
)
