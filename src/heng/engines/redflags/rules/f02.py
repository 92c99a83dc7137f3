"""F02 评分纵向倾向: an expert scores one bidder higher than the others do, in process after process."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.rules import pairs, scores
from heng.engines.redflags.thresholds import At, number


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag expert and bidder where the expert stood above the mean of the committee so many times, and never below."""
    told = (
        _leanings(facts)
        .group_by(["person", "party"])
        .agg(times=lambda t: t.proc.nunique(), least=lambda t: t.lean.min())
    )
    kept = told.filter((told.times >= at["times"]) & (told.least >= number(at["share"])))
    return finding(kept, "expert", subject=kept.person, other=kept.party, value=kept.least)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the expert's scores of the bidder."""
    rows = _leanings(facts).select("proc", "row", subject="person", other="party")
    told = found.drop("proc").inner_join(rows, ["subject", "other"])
    return resting_on(told, "score", told["row"])


def _leanings(facts: Facts) -> ir.Table:
    told = pairs.with_party(facts, scores.beside_others(facts))
    several = told.filter((told.n > 1) & (told.total > told.mark))
    others = (several.total - several.mark).cast("float64") / (several.n - 1)
    return several.mutate(lean=(several.mark - others) / others)


RULE = Rule(
    code="F02",
    title="评分纵向倾向",
    asks="同一评委对同一投标人的评分是否在多个项目中始终明显高于其他评委",
    verify="列出历次评分与理由，查明利害关系",
    grade=Grade.C,
    law="招标投标法实施条例 第七十一条第五项",
    flag=flag,
    evidence=evidence,
    needs=("score.value",),
    at_least=2,
    across=True,
    thresholds=("times", "share"),
    note="成对的前者为评委，后者为投标人。",
)
