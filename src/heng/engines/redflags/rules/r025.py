"""R025 屡投不中: a tenderer who bids often and wins far more rarely than others."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.quantiles import fences, name_of, quantiles
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.rules import tenders
from heng.engines.redflags.thresholds import At, number


def took_part(facts: Facts, _: At) -> ir.Table:
    """Give `proc`, `party` and `won` (1 or 0) once for each bidder of a process with a sole winner."""
    return facts.keep("took_part", lambda: _took_part(facts))


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag parties that bid as often as the upper percentile, at or below the lower fence of winning."""
    told = took_part(facts, at)
    counted = told.group_by("party").agg(bids=told.count().cast("float64"), wins=told.won.sum().cast("float64"))
    ratios = counted.mutate(ratio=counted.wins / counted.bids)
    often = quantiles(ratios, "bids", (at["percentile"],)).select(often=name_of(at["percentile"]))
    joined = _fenced(ratios, at).cross_join(often)
    kept = joined.filter((joined.bids >= joined.often) & (joined.ratio <= joined.low))
    return finding(kept, "party", subject=kept.party, value=kept.ratio, fence=kept.low)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the processes that the party bid for."""
    told = facts.keep("took_part", lambda: _took_part(facts)).select("party", behind="proc")
    joined = found.drop("proc").inner_join(told, found.subject == told.party)
    return resting_on(joined.rename(proc="behind"), "proc", told.behind)


def _fenced(ratios: ir.Table, at: At) -> ir.Table:
    if at.has("threshold"):
        return ratios.mutate(low=number(at["threshold"]))
    joined = ratios.cross_join(fences(ratios, "ratio").select("q25", "low"))
    return joined.filter((joined.q25 > 0) & (joined.low > 0))


def _took_part(facts: Facts) -> ir.Table:
    joined = tenders.sole_bids(facts).inner_join(tenders.sole_winners(facts), "proc")
    won = ibis.ifelse(joined.party == joined.winner, 1, 0).cast("int64")
    return joined.select("proc", "party", won=won).distinct()


RULE = Rule(
    code="R025",
    title="屡投不中",
    asks="投标次数居前的单位，其中标率是否异常地低",
    verify="查其历次同场单位与报价规律、保证金来源，判断是否陪标",
    grade=Grade.C,
    law="招标投标法 第三十二条",
    flag=flag,
    evidence=evidence,
    needs=("bid.status", "award.status"),
    across=True,
    thresholds=("percentile",),
    cross={"OCP": "R025"},
    note="只计单一中标人的项目中单独投标的有效投标，每个项目计一次；联合体投标不计。"
    "默认界限为中标率的下四分位数减 1.5 倍四分位距，界限不为正时不提示。",
)
