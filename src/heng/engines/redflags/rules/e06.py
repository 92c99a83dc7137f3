"""E06 异议未答复仍推进: an objection was not answered in time, and the process went on."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules.breach import Breach, with_proc
from heng.engines.redflags.schema import DAY
from heng.engines.redflags.thresholds import At


def _told(facts: Facts, at: At) -> ir.Table:
    rows = with_proc(facts, facts.objection)
    limit = rows.made_us + (at.of("days", rows, rows.made_us) * DAY).cast("int64")
    late = rows.answered_us.isnull() | (rows.answered_us > limit)
    went_on = rows.advanced_us.notnull() & (rows.answered_us.isnull() | (rows.advanced_us < rows.answered_us))
    kept = rows.filter(late & went_on & (rows.paused_us.isnull() | (rows.paused_us > rows.advanced_us)))
    return kept.group_by("proc").agg(value=kept.count())


BREACH = Breach(_told, "objection")

RULE = Rule(
    code="E06",
    title="异议未答复仍推进",
    asks="收到异议三日内未答复、也未暂停，是否继续推进招标投标活动",
    verify="核对异议提出、答复、暂停与后续环节的时间",
    grade=Grade.A,
    law="招标投标法实施条例 第二十二条、第五十四条、第七十七条",
    flag=BREACH.flag,
    evidence=BREACH.evidence,
    needs=("objection.made_us",),
    thresholds=("days",),
)
