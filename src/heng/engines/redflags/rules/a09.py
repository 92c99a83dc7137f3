"""A09 技术文本异常一致: much of two bids is the same after the tender's text is taken away."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import likeness
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag pairs whose own text is the same in a large share, or in one long run."""
    return likeness.findings(
        likeness.of(facts, "text"), lambda rows: (rows.value >= at["share"]) | (rows["count"] >= at["run"])
    )


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the likenesses of the pair."""
    return likeness.evidence(facts, found, "text")


RULE = Rule(
    code="A09",
    title="技术文本异常一致",
    asks="扣除招标文件与标准条文后，不同投标人技术文件的雷同比例或连续雷同字数是否异常",
    verify="并排阅读雷同段落，查明是否同一编制人、公开模板或厂家资料",
    grade=Grade.B,
    law="招标投标法实施条例 第四十条第四项",
    flag=flag,
    evidence=evidence,
    needs=("likeness.value",),
    thresholds=("share", "run"),
)
