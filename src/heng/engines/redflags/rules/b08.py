"""B08 股东、高管或实际控制人交叉: two bidders of one lot share a person or a third firm."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import kinship, pairs
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, _: At) -> ir.Table:
    """Flag bidders of one process that share a person, or are each related to one third firm."""
    return pairs.pair_findings(_told(facts))


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the relations."""
    told = found.inner_join(_told(facts).select(*pairs.PAIR, "source", "row"), pairs.PAIR)
    return told.select("kind", "subject", "other", "proc", source="source", row="row").distinct()


def _told(facts: Facts) -> ir.Table:
    return kinship.among_bidders(facts, kinship.through_a_third(facts))


RULE = Rule(
    code="B08",
    title="股东、高管或实际控制人交叉",
    asks="同一标段的投标人之间是否有共同的股东、高级管理人员或实际控制人",
    verify="调取登记档案，核实持股比例、任职时间与是否参与经营",
    grade=Grade.C,
    law="招标投标法实施条例 第三十九条（线索）",
    flag=flag,
    evidence=evidence,
    needs=("party_person",),
    note="控股、管理关系另见 B06。",
)
