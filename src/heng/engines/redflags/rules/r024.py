"""R024 次低价紧贴中标价: the next price lies closer above the winning one than it does elsewhere."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import closeness
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag processes, their winner and the next bidder, at or below the lower fence where it is positive."""
    told = closeness.fenced(closeness.distances(facts, at), at)
    if not at.has("threshold"):
        told = told.filter((told.q25 > 0) & (told.low > 0))
    kept = told.filter(told.distance <= told.low)
    return closeness.findings(kept, kept.low, "winner", "next")


RULE = Rule(
    code="R024",
    title="次低价紧贴中标价",
    asks="中标价与次低有效报价的相对差距是否异常地小",
    verify="比对两家报价的分项单价与编制痕迹，查两家往来与以往同场记录",
    grade=Grade.C,
    law="招标投标法 第三十二条",
    flag=flag,
    evidence=closeness.evidence,
    needs=("bid.amount",),
    at_least=2,
    across=True,
    cross={"OCP": "R024"},
    note="默认界限为全部项目差距的下四分位数减 1.5 倍四分位距，界限不为正时不提示；只看单一中标人且中标价为正的项目。"
    "同类程序遇中标价为零会中断或给出空值，本规则不计入并在数据质量中列出。",
)
