"""A12 投标文件相互混装: a bid names another bidder, its seal, people or project as its own."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import likeness
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, _: At) -> ir.Table:
    """Flag pairs where one bid carries the other's names."""
    return likeness.findings(likeness.of(facts, "foreign-name"), lambda rows: rows["count"] >= 1)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the likenesses of the pair."""
    return likeness.evidence(facts, found, "foreign-name")


RULE = Rule(
    code="A12",
    title="投标文件相互混装",
    asks="投标文件中是否出现其他投标人的名称、印章、人员或项目",
    verify="查看出现的位置与语境；合作业绩、分包说明与对比材料中可正当提及",
    grade=Grade.A,
    law="招标投标法实施条例 第四十条第五项",
    flag=flag,
    evidence=evidence,
    needs=("likeness.count",),
)
