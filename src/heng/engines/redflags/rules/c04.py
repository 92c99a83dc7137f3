"""C04 报价离散程度异常低: prices lie closer together than is usual among like processes."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.moments import moments
from heng.engines.redflags.quantiles import fences
from heng.engines.redflags.rule import Grade, Rule, finding
from heng.engines.redflags.rules import prices
from heng.engines.redflags.thresholds import At, number

LEAST = 3  # fewer prices have no spread to speak of


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag processes whose coefficient of variation lies below the fence of their category, or below any doubt."""
    told = _told(facts)
    peers = fences(told, "cv", by=("category",)).filter(lambda t: t.n >= at["peers"])
    limits = peers.select("category", fence=ibis.greatest(peers.low, number(at["floor"])))
    judged = told.inner_join(limits, "category")
    kept = judged.filter(judged.cv <= judged.fence)
    return finding(kept, "process", subject=kept.proc, proc=kept.proc, value=kept.cv, fence=kept.fence)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the priced bids."""
    return prices.evidence(facts, found)


def _told(facts: Facts) -> ir.Table:
    rows = moments(prices.priced(facts), "amount", ("proc",))
    return rows.filter(rows.n >= LEAST).inner_join(facts.proc.select("proc", "category"), "proc")


RULE = Rule(
    code="C04",
    title="报价离散程度异常低",
    asks="报价的变异系数是否明显低于同类项目",
    verify="与同类、投标家数相近的项目比较，结合成本透明度研判；价格透明的货物离散本来就低",
    grade=Grade.C,
    law="招标投标法实施条例 第三十九条（线索）",
    flag=flag,
    evidence=evidence,
    needs=("bid.amount", "proc.category"),
    at_least=3,
    thresholds=("peers", "floor"),
    note="变异系数法见 Imhof 等（2018）。同类项目不足时不判断；floor 为不论同类如何都提示的下限。",
)
