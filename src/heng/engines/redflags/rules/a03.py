"""A03 造价软件加密锁号一致: two bidders' bills of quantities were priced under one software lock."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, Scope
from heng.engines.redflags.rules import pairs
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, _: At) -> ir.Table:
    """Flag pairs that share a lock, except locks that also priced the ceiling 「招标控制价」."""
    return pairs.pair_findings(_shared(facts))


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the marks of both sides."""
    return pairs.pair_evidence(_shared(facts), found, "mark")


def _shared(facts: Facts) -> ir.Table:
    return pairs.sharing(pairs.own_marks(facts, "lock"), "value")


RULE = Rule(
    code="A03",
    title="造价软件加密锁号一致",
    asks="同一标段内，不同投标人的工程量清单是否由同一把造价软件加密锁编制",
    verify="调取投标文件 XML 清单与锁号登记，询问两家编制人员与造价咨询单位，核对委托合同与付款凭证",
    grade=Grade.A,
    law="招标投标法实施条例 第四十条第一项",
    flag=flag,
    evidence=evidence,
    needs=("mark:lock",),
    at_least=2,
    scope=Scope(categories=("works",)),
    note="招标控制价文件中也出现的锁号不计；同一造价咨询单位受托编制的情形须另行核实。",
)
