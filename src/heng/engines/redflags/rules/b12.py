"""B12 新设空壳单位高频中标: a firm of less than a year, with hardly any staff or tax, wins often."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.rules import winners
from heng.engines.redflags.schema import DAY
from heng.engines.redflags.thresholds import At

YEAR = 365 * DAY


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag shells that won at least so many times."""
    told = _told(facts, at).group_by("party").agg(value=lambda t: t.award.nunique())
    kept = told.filter(told.value >= at["wins"])
    return finding(kept, "party", subject=kept.party, value=kept.value)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at their awards, in the processes where they were made."""
    won = winners.awarded(facts).select("award", subject="party", at="proc")
    told = found.drop("proc").inner_join(won, "subject")
    return resting_on(told.mutate(proc="at"), "award", told.award)


def _told(facts: Facts, at: At) -> ir.Table:
    won = winners.awarded(facts).inner_join(facts.party, "party")
    age = (won.awarded_us - won.founded_us) / YEAR
    return won.filter((age < at["years"]) & (won.staff <= at["staff"]) & (won.tax <= at["tax"]))


RULE = Rule(
    code="B12",
    title="新设空壳单位高频中标",
    asks="成立不满一年、人员极少、几乎不纳税的单位是否多次中标",
    verify="查验经营场所、人员社会保险与纳税记录，核实是否借用资质",
    grade=Grade.C,
    law="招标投标法实施条例 第四十二条（线索）",
    flag=flag,
    evidence=evidence,
    needs=("party.founded_us", "party.staff", "party.tax"),
    across=True,
    thresholds=("years", "staff", "tax", "wins"),
)
