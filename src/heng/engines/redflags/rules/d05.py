"""D05 区域划分: a firm always wins in one place and always loses in another."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding
from heng.engines.redflags.rules import meetings
from heng.engines.redflags.thresholds import At

OFTEN = 4  # bids in a place before its rate says anything


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag firms that win nearly all in one region and nearly nothing in another."""
    told = _told(facts)
    kept = told.filter((told.best >= at["high"]) & (told.worst <= at["low"]))
    return finding(kept, "party", subject=kept.party, value=kept.best - kept.worst)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the bids."""
    return meetings.entered(facts, found, subject="party")


def _told(facts: Facts) -> ir.Table:
    rows = meetings.outcomes(facts)
    places = rows.filter(rows.region.notnull())
    told = places.group_by(["party", "region"]).agg(times=places.proc.nunique(), won=places.won.sum())
    often = told.filter(told.times >= OFTEN).mutate(rate=lambda t: t.won / t.times)
    return often.group_by("party").agg(best=often.rate.max(), worst=often.rate.min())


RULE = Rule(
    code="D05",
    title="区域划分",
    asks="同一单位是否在一地几乎必中、在另一地几乎必不中",
    verify="按区县列出投标与中标，查明是否与同行划分区域",
    grade=Grade.C,
    law="招标投标法实施条例 第三十九条（线索）",
    flag=flag,
    evidence=evidence,
    needs=("bid_party.party", "award.status", "proc.region"),
    across=True,
    thresholds=("high", "low"),
)
