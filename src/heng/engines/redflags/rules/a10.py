"""A10 错误雷同: two bids make the same rare mistakes."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import likeness
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag pairs that share several rare mistakes."""
    return likeness.findings(likeness.of(facts, "error"), lambda rows: rows["count"] >= at["errors"])


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the likenesses of the pair."""
    return likeness.evidence(facts, found, "error")


RULE = Rule(
    code="A10",
    title="错误雷同",
    asks="不同投标人是否出现相同的错别字、计算错误或作废标准号",
    verify="逐条核对错误来源，排除招标文件自带的错误与行业通行的误写",
    grade=Grade.B,
    law="招标投标法实施条例 第四十条第四项",
    flag=flag,
    evidence=evidence,
    needs=("likeness.count",),
    thresholds=("errors",),
)
