"""R058 中标价畸低: the winning price lies further below the next one than it does elsewhere."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import closeness
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag processes and their winner at or above the upper fence."""
    told = closeness.fenced(closeness.distances(facts, at), at)
    kept = told.filter((told.distance >= told.high) & (told.high > 0))
    return closeness.findings(kept, kept.high, "winner")


RULE = Rule(
    code="R058",
    title="中标价畸低",
    asks="中标价是否比次低有效报价低出异常多",
    verify="查阅评标委员会对低价的询问与投标人的书面说明，核对履约能力与合同变更",
    grade=Grade.C,
    law="招标投标法 第三十三条",
    flag=flag,
    evidence=closeness.evidence,
    needs=("bid.amount",),
    at_least=2,
    across=True,
    cross={"OCP": "R058"},
    note="默认界限为全部项目差距的上四分位数加 1.5 倍四分位距；只看单一中标人且中标价为正的项目。",
)
