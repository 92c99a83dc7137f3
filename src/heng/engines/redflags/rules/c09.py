"""C09 分项单价首位数字分布异常: the first digits of a bidder's item prices depart from Benford's law."""

import math
from functools import reduce
from operator import add

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, Scope, finding, resting_on
from heng.engines.redflags.rules import items
from heng.engines.redflags.thresholds import At, number

SHARES = {digit: math.log10(1 + 1 / digit) for digit in range(1, 10)}


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag bidders with enough prices whose chi-square (8 degrees of freedom) exceeds the limit."""
    told = _told(facts)
    kept = told.filter((told.n >= at["items"]) & (told.chi > at["chi"]))
    return finding(kept, "party", subject=kept.party, proc=kept.proc, value=kept.chi)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the items of the bid."""
    told = found.inner_join(items.free(facts).select("proc", "row", subject="party"), ["proc", "subject"])
    return resting_on(told, "bid_item", told.row)


def _told(facts: Facts) -> ir.Table:
    rows = items.free(facts)
    digits = rows.mutate(digit=rows.cent.cast("int64").cast("string").substr(0, 1))
    counts = {f"d{digit}": (digits.digit == str(digit)).ifelse(1, 0).sum() for digit in SHARES}
    told = digits.group_by(["proc", "party"]).agg(n=digits.count().cast("float64"), **counts)
    terms = [_term(told[f"d{digit}"].cast("float64"), told.n * number(share)) for digit, share in SHARES.items()]
    return told.mutate(chi=reduce(add, terms))


def _term(seen: ir.Value, expected: ir.Value) -> ir.Value:
    return (seen - expected) * (seen - expected) / expected


RULE = Rule(
    code="C09",
    title="分项单价首位数字分布异常",
    asks="清单单价首位数字的分布是否明显偏离自然分布（本福特定律）",
    verify="结合清单项构成研判；定额价、信息价集中时分布本就偏离",
    grade=Grade.C,
    law="招标投标法实施条例 第三十九条（线索）",
    flag=flag,
    evidence=evidence,
    needs=("bid_item.price",),
    scope=Scope(categories=("works",)),
    thresholds=("items", "chi"),
    note="卡方检验，自由度 8；方法见 Nigrini（2012）。",
)
