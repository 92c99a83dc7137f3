"""B15 三年内两次以上串通投标: a party was found to have colluded at least twice within three years."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.schema import DAY
from heng.engines.redflags.thresholds import At

YEAR = 366 * DAY


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag parties with so many findings of collusion within so many years."""
    told = _told(facts, at).group_by("party").agg(value=lambda t: t.times.max())
    kept = told.filter(told.value >= at["times"])
    return finding(kept, "party", subject=kept.party, value=kept.value)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the findings."""
    told = found.inner_join(_collusions(facts).select("row", subject="party"), "subject")
    return resting_on(told, "finding", told.row)


def _told(facts: Facts, at: At) -> ir.Table:
    mine = _collusions(facts)
    both = mine.inner_join(mine.select("party", later="found_us"), "party")
    within = both.filter((both.later >= both.found_us) & (both.later - both.found_us <= at["years"] * YEAR))
    return within.group_by(["party", "row"]).agg(times=within.count())


def _collusions(facts: Facts) -> ir.Table:
    return facts.finding.filter(facts.finding.kind == "collusion").select("row", "party", "found_us")


RULE = Rule(
    code="B15",
    title="三年内两次以上串通投标",
    asks="同一单位三年内是否两次以上被查实串通投标",
    verify="核对历次处罚决定是否生效，适用取消一至二年投标资格的规定",
    grade=Grade.A,
    law="招标投标法实施条例 第六十七条",
    flag=flag,
    evidence=evidence,
    needs=("finding",),
    across=True,
    thresholds=("years", "times"),
)
