"""B09 代理机构与投标人存在关联: the agency bids itself, or is related to a bidder, or shares people with one."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.rules import insiders
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, _: At) -> ir.Table:
    """Flag bidders that are the agency or are tied to it."""
    told = _told(facts)
    return finding(told, "party", subject=told.party, proc=told.proc, value=ibis.literal(1))


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the bids by which they take part."""
    told = found.inner_join(_told(facts).select("proc", "row", subject="party"), ["proc", "subject"])
    return resting_on(told, "bid", told.row)


def _told(facts: Facts) -> ir.Table:
    return insiders.tied_to(facts, "agency")


RULE = Rule(
    code="B09",
    title="代理机构与投标人存在关联",
    asks="代理机构是否参加本项目投标，或与投标人存在关联、人员交叉",
    verify="核对登记与社会保险信息，查明代理机构是否为投标人提供咨询",
    grade=Grade.A,
    law="招标投标法实施条例 第十三条、第六十五条",
    flag=flag,
    evidence=evidence,
    needs=("proc.agency",),
)
