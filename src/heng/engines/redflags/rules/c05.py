"""C05 中标价贴近最高限价: who won offered nearly the ceiling, against few others."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding
from heng.engines.redflags.rules import prices
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag processes with few bids whose winner offered nearly the ceiling."""
    told = _told(facts)
    kept = told.filter((told.share >= at["share"]) & (told.share <= 1) & (told.bids <= at["bids"]))
    return finding(kept, "process", subject=kept.proc, proc=kept.proc, value=kept.share)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the priced bids."""
    return prices.evidence(facts, found)


def _told(facts: Facts) -> ir.Table:
    counted = prices.priced(facts).group_by("proc").agg(bids=lambda t: t.count())
    won = prices.of_winners(facts).group_by("proc").agg(amount=lambda t: t.amount.min())
    rows = won.inner_join(counted, "proc").inner_join(facts.proc.select("proc", "ceiling"), "proc")
    capped = rows.filter(rows.ceiling > 0)
    return capped.mutate(share=capped.amount / capped.ceiling)


RULE = Rule(
    code="C05",
    title="中标价贴近最高限价",
    asks="投标家数较少时，中标价是否达到最高限价的百分之九十九以上",
    verify="核实最高限价编制是否合理、竞争是否充分",
    grade=Grade.C,
    law="招标投标法实施条例 第三十九条（线索）",
    flag=flag,
    evidence=evidence,
    needs=("bid.amount", "proc.ceiling", "award.status"),
    thresholds=("share", "bids"),
)
