"""D07 反复被否决: a firm's bids are disqualified again and again."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.rules import pairs
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag firms with many disqualified bids that are a large share of theirs."""
    rows = _bids(facts)
    told = rows.group_by("party").agg(all=rows.count(), out=rows.out.sum())
    rated = told.mutate(share=told.out / told["all"])
    kept = rated.filter((rated.out >= at["times"]) & (rated.share >= at["share"]))
    return finding(kept, "party", subject=kept.party, value=kept.share)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the bids that were disqualified."""
    rows = _bids(facts).filter(lambda t: t.out == 1)
    told = found.drop("proc").inner_join(rows.select("bid", "proc", subject="party"), "subject")
    return resting_on(told, "bid", told.bid)


def _bids(facts: Facts) -> ir.Table:
    rows = pairs.standing(facts).inner_join(pairs.first_parties(facts).select("bid", "party"), "bid")
    told = rows.filter(rows.status.notnull())
    return told.select("bid", "proc", "party", out=(told.status == "disqualified").ifelse(1, 0))


RULE = Rule(
    code="D07",
    title="反复被否决",
    asks="同一单位的投标是否反复被否决",
    verify="逐次查看否决理由与同场中标人，查明是否故意废标让利",
    grade=Grade.C,
    law="招标投标法实施条例 第三十九条（线索）",
    flag=flag,
    evidence=evidence,
    needs=("bid.status",),
    across=True,
    thresholds=("times", "share"),
    cross={"OCP": "R038"},
)
