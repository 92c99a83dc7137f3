"""B06 负责人同一或存在控股、管理关系: two bidders of one lot have one head, or one controls or manages the other."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import kinship, pairs
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, _: At) -> ir.Table:
    """Flag bidders of one process that the registers relate directly."""
    return pairs.pair_findings(_told(facts))


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the relations."""
    told = found.inner_join(_told(facts).select(*pairs.PAIR, "row"), pairs.PAIR)
    return told.select("kind", "subject", "other", "proc", source=ibis.literal("relation"), row="row").distinct()


def _told(facts: Facts) -> ir.Table:
    related = kinship.related(facts, *kinship.DIRECT)
    return kinship.among_bidders(facts, related)


RULE = Rule(
    code="B06",
    title="负责人同一或存在控股、管理关系",
    asks="同一标段的投标人之间是否负责人为同一人，或存在控股、管理关系",
    verify="调取登记档案与股权穿透结果，核实投标时的关系",
    grade=Grade.A,
    law="招标投标法实施条例 第三十四条；政府采购法实施条例 第十八条",
    flag=flag,
    evidence=evidence,
    needs=("relation",),
)
