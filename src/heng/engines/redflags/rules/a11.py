"""A11 清单单价雷同: unit prices of two bids are equal to the cent in a large share of the items."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, Scope, finding
from heng.engines.redflags.rules import items, pairs
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag pairs with enough items in common whose share of equal unit prices is large."""
    rows = (
        _in_common(facts)
        .group_by(pairs.PAIR)
        .agg(many=lambda t: t.item.nunique(), equal=lambda t: t.is_equal.ifelse(1, 0).sum())
    )
    told = rows.filter(rows.many >= at["items"]).mutate(share=lambda t: t.equal / t.many)
    kept = told.filter(told.share >= at["share"])
    return finding(kept, "pair", subject=kept.subject, other=kept.other, proc=kept.proc, value=kept.share)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the items with equal prices on both sides."""
    equal = _in_common(facts).filter(lambda t: t.is_equal)
    return pairs.pair_evidence(equal, found, "bid_item")


def _in_common(facts: Facts) -> ir.Table:
    return items.in_common(facts).mutate(is_equal=lambda t: t.cent == t.other_cent)


RULE = Rule(
    code="A11",
    title="清单单价雷同",
    asks="不同投标人工程量清单的综合单价（非暂估、非固定价）相同的比例是否异常",
    verify="比对相同单价的清单项，排除招标人给定价、信息价与同一供货商报价",
    grade=Grade.B,
    law="招标投标法实施条例 第四十条第四项",
    flag=flag,
    evidence=evidence,
    needs=("bid_item.price",),
    scope=Scope(categories=("works",)),
    thresholds=("items", "share"),
)
