"""R048 供应商经营范围异常庞杂: one supplier wins in more kinds of goods, works and services than others do."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.quantiles import fences
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.rules import tenders
from heng.engines.redflags.thresholds import At, number

PROCESSES = "minimum_contracting_processes"


def classes(facts: Facts, at: At) -> ir.Table:
    """Give `proc`, `award`, `party` and `kind_of` (the first digits of the class) of awards to one supplier."""
    return facts.keep("classes_won", lambda: _classes(facts, int(at["digits"])))


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag suppliers with enough processes whose number of classes reaches the upper fence."""
    told = classes(facts, at)
    counted = told.group_by("party").agg(procs=told.proc.nunique(), kinds=told.kind_of.nunique())
    often = counted.filter(counted.procs >= at[PROCESSES]).mutate(kinds=counted.kinds.cast("float64"))
    if at.has("threshold"):
        often = often.mutate(high=number(at["threshold"]))
    else:
        often = often.cross_join(fences(often, "kinds").select("high"))
    kept = often.filter(often.kinds >= often.high)
    return finding(kept, "party", subject=kept.party, value=kept.kinds, fence=kept.high)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the awards."""
    awards = facts.award_party.semi_join(tenders.active_awards(facts), "award")
    joined = found.drop("proc").inner_join(awards.select("award", "proc", subject="party"), "subject")
    return resting_on(joined, "award", joined.award)


def _classes(facts: Facts, digits: int) -> ir.Table:
    awards = tenders.active_awards(facts)
    single = awards.filter((awards.parties == 1) & awards.has_items).select("award")
    named = facts.award_party.inner_join(single, "award").select("award", "party")
    items = facts.award_item.filter(facts.award_item.item_class.notnull())
    joined = items.inner_join(named, "award")
    return joined.select("proc", "award", "party", kind_of=joined.item_class.substr(0, digits)).distinct()


RULE = Rule(
    code="R048",
    title="中标品类异常庞杂",
    asks="某供应商中标的品类数是否明显多于其他供应商",
    verify="查其资质、人员与分包情况，判断是否出借资质或转包",
    grade=Grade.C,
    law="招标投标法 第四十八条",
    flag=flag,
    evidence=evidence,
    needs=("award_item.item_class",),
    across=True,
    thresholds=("digits", PROCESSES),
    cross={"OCP": "R048"},
    note="品类按分类代码的前两位计；只看单一供应商的中标，且有分类的项目数达到下限。",
)
