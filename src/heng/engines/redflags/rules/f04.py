"""F04 应回避未回避: an expert with a tie to a bidder sat on the committee."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, _: At) -> ir.Table:
    """Flag experts who judged a process in which a party they are tied to bids."""
    told = _told(facts)
    kept = told.filter(told.ties > 0)
    return finding(kept, "expert", subject=kept.person, proc=kept.proc, value=kept.ties)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the rows of the expert."""
    rows = facts.recusal.select("proc", "row", subject="person")
    told = found.inner_join(rows, ["proc", "subject"])
    return resting_on(told, "recusal", told["row"])


def _told(facts: Facts) -> ir.Table:
    sat = facts.expert.select("proc", "person").distinct()
    bidders = facts.bid_party.select("proc", "party").distinct()
    ties = facts.recusal.inner_join(sat, ["proc", "person"]).semi_join(bidders, ["proc", "party"])
    return ties.group_by(["proc", "person"]).agg(ties=ties.party.nunique())


RULE = Rule(
    code="F04",
    title="应回避未回避",
    asks="评委与投标人存在任职、亲属或社会保险关系时是否仍参加评审",
    verify="核对劳动关系、亲属申报与回避记录",
    grade=Grade.A,
    law="招标投标法实施条例 第四十六条、第七十一条第一项",
    flag=flag,
    evidence=evidence,
    needs=("recusal", "expert.person"),
)
