"""C02 分项报价呈线性关系: the item prices of one bid are a linear function of another's."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, Scope, finding
from heng.engines.redflags.rules import items, pairs
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag pairs with enough items in common whose prices lie on one line."""
    told = _lines(facts)
    kept = told.filter((told.n >= at["items"]) & (told.fit >= at["fit"]))
    return finding(kept, "pair", subject=kept.subject, other=kept.other, proc=kept.proc, value=kept.fit)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the items that both priced."""
    return pairs.pair_evidence(items.in_common(facts), found, "bid_item")


def _lines(facts: Facts) -> ir.Table:
    rows = items.in_common(facts)
    x, y = rows.cent, rows.other_cent
    parts = {"x": x, "y": y, "xx": x * x, "yy": y * y, "xy": x * y}
    totals = {name: part.sum().cast("float64") for name, part in parts.items()}
    sums = rows.group_by(pairs.PAIR).agg(n=rows.count().cast("float64"), **totals)
    told = sums.mutate(
        own=(sums.xx - sums.x * sums.x / sums.n) * (sums.yy - sums.y * sums.y / sums.n),
        both=sums.xy - sums.x * sums.y / sums.n,
    )
    return told.filter(told.own > 0).mutate(fit=lambda t: t.both * t.both / t.own)


RULE = Rule(
    code="C02",
    title="分项报价呈线性关系",
    asks="三十项以上共同清单项的单价，两家之间是否呈同一线性关系",
    verify="画出两家单价散点，查明是否同一成本文件按系数调整；同一定额与信息价会带来正常相关",
    grade=Grade.B,
    law="招标投标法实施条例 第四十条第四项",
    flag=flag,
    evidence=evidence,
    needs=("bid_item.price",),
    at_least=2,
    scope=Scope(categories=("works",)),
    thresholds=("items", "fit"),
    note="决定系数由两列单价（以分计）的和与平方和精确求得。",
)
