"""E04 澄清修改不足十五日未顺延: a clarification that moves bids came late, and the deadline stayed."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.thresholds import At

DAY = 86_400_000_000


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag processes with a clarification fewer days before the deadline than asked."""
    told = _told(facts, at)
    return finding(told, "process", subject=told.proc, proc=told.proc, value=told.days)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the notices of the process."""
    told = found.inner_join(facts.notice.select("proc", "row"), "proc")
    return resting_on(told, "notice", told["row"])


def _told(facts: Facts, at: At) -> ir.Table:
    notices = facts.notice.filter(facts.notice.moves_bids & (facts.notice.kind == "clarification"))
    rows = notices.inner_join(facts.proc.select("proc", "category", "method_details", "period_end_us"), "proc")
    days = rows.mutate(days=(rows.period_end_us - rows.from_us) / DAY, least=at.of("days", rows, rows.from_us))
    return days.filter(days.days < days.least).group_by("proc").agg(days=lambda t: t.days.min())


RULE = Rule(
    code="E04",
    title="澄清修改不足十五日未顺延",
    asks="可能影响投标文件编制的澄清或修改，距投标截止不足十五日时是否顺延",
    verify="核对澄清内容是否影响编制，以及变更后的截止时间",
    grade=Grade.A,
    law="招标投标法实施条例 第二十一条；政府采购法实施条例 第三十一条",
    flag=flag,
    evidence=evidence,
    needs=("notice.moves_bids", "notice.from_us", "proc.period_end_us"),
    thresholds=("days",),
)
