"""D04 纵向抱团: one owner's processes go to one firm unusually often."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding
from heng.engines.redflags.rules import meetings
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag winners who took a large share of an owner's many processes."""
    told = _told(facts)
    kept = told.filter((told.won >= at["wins"]) & (told.share >= at["share"]))
    return finding(kept, "pair", subject=kept.entity, other=kept.party, value=kept.share)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the bids."""
    return meetings.entered(facts, found, subject="entity", other="party")


def _told(facts: Facts) -> ir.Table:
    rows = meetings.outcomes(facts)
    known = rows.filter(rows.entity.notnull())
    every = known.filter(known.won == 1).group_by("entity").agg(let=lambda t: t.proc.nunique())
    mine = known.group_by(["entity", "party"]).agg(won=known.won.sum())
    told = mine.inner_join(every, "entity")
    return told.mutate(share=told.won / told.let)


RULE = Rule(
    code="D04",
    title="纵向抱团",
    asks="同一招标人的项目是否长期由同一单位中标",
    verify="列出历次项目的资格条件、评分与投标家数，查明是否量身定制",
    grade=Grade.C,
    law="招标投标法实施条例 第四十一条（线索）",
    flag=flag,
    evidence=evidence,
    needs=("bid_party.party", "award.status", "proc.entity"),
    across=True,
    thresholds=("wins", "share"),
    note="成对的前者为招标人（采购人），后者为中标单位。",
)
