"""E04 澄清修改不足十五日未顺延: a clarification that moves bids came late, and the deadline stayed."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules.breach import Breach, with_proc
from heng.engines.redflags.schema import DAY
from heng.engines.redflags.thresholds import At


def _told(facts: Facts, at: At) -> ir.Table:
    notices = facts.notice.filter(facts.notice.moves_bids & (facts.notice.kind == "clarification"))
    rows = with_proc(facts, notices, "period_end_us")
    days = rows.mutate(days=(rows.period_end_us - rows.from_us) / DAY, least=at.of("days", rows, rows.from_us))
    return days.filter(days.days < days.least).group_by("proc").agg(value=lambda t: t.days.min())


BREACH = Breach(_told, "notice")

RULE = Rule(
    code="E04",
    title="澄清修改不足十五日未顺延",
    asks="可能影响投标文件编制的澄清或修改，距投标截止不足十五日时是否顺延",
    verify="核对澄清内容是否影响编制，以及变更后的截止时间",
    grade=Grade.A,
    law="招标投标法实施条例 第二十一条；政府采购法实施条例 第三十一条",
    flag=BREACH.flag,
    evidence=BREACH.evidence,
    needs=("notice.moves_bids", "notice.from_us", "proc.period_end_us"),
    thresholds=("days",),
)
