"""C07 严重不平衡报价: item prices lie far from the median while the total lies near it."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.quantiles import quantiles
from heng.engines.redflags.rule import Grade, Rule, Scope, finding, resting_on
from heng.engines.redflags.rules import items, prices
from heng.engines.redflags.thresholds import At

LEAST = 3  # bids that priced an item


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag bidders with many items far from the median price, whose sum lies near the median sum."""
    told = _shares(facts, at["times"])
    kept = told.filter((told["items"] >= at["items"]) & (told.share >= at["share"]) & (told.apart <= at["total"]))
    return finding(kept, "party", subject=kept.party, proc=kept.proc, value=kept.share)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the items of the bid."""
    told = found.inner_join(items.free(facts).select("proc", "row", subject="party"), ["proc", "subject"])
    return resting_on(told, "bid_item", told.row)


def _shares(facts: Facts, times: float) -> ir.Table:
    rows = items.free(facts)
    middle = quantiles(rows, "price", (50,), by=("proc", "item")).filter(lambda t: t.n >= LEAST)
    both = rows.inner_join(middle.select("proc", "item", median="q50"), ["proc", "item"])
    is_far = (both.price >= both["median"] * times) | (both.price * times <= both["median"])
    told = both.group_by(["proc", "party"]).agg(items=both.count(), far=is_far.ifelse(1, 0).sum())
    sums = prices.priced(facts).select("proc", "party", "amount")
    centre = quantiles(sums, "amount", (50,), by=("proc",)).select("proc", median="q50")
    whole = told.inner_join(sums, ["proc", "party"]).inner_join(centre, "proc")
    return whole.mutate(share=whole.far / whole["items"], apart=(whole.amount / whole["median"] - 1).abs())


RULE = Rule(
    code="C07",
    title="严重不平衡报价",
    asks="清单分项单价是否大幅偏离各家中位数而总价接近中位数",
    verify="逐项核对偏离较大的分项与工程量变更的可能，评估结算风险",
    grade=Grade.C,
    law="招标投标法实施条例 第五十一条（线索）",
    flag=flag,
    evidence=evidence,
    needs=("bid_item.price", "bid.amount"),
    at_least=3,
    scope=Scope(categories=("works",)),
    thresholds=("times", "items", "share", "total"),
)
