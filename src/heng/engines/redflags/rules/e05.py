"""E05 中标候选人公示不合规定: candidates were shown too late or too briefly."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules.breach import Breach, with_proc
from heng.engines.redflags.schema import DAY
from heng.engines.redflags.thresholds import At


def _told(facts: Facts, at: At) -> ir.Table:
    shown = facts.notice.filter(facts.notice.kind == "candidates")
    rows = with_proc(facts, shown, "evaluated_us")
    days = rows.mutate(
        days=(rows.to_us - rows.from_us) / DAY,
        late=(rows.from_us - rows.evaluated_us) / DAY,
        least=at.of("days", rows, rows.from_us),
        most=at.of("within", rows, rows.from_us),
    )
    kept = days.filter((days.days < days.least) | (days.late > days.most))
    return kept.group_by("proc").agg(value=kept.days.min())


BREACH = Breach(_told, "notice")

RULE = Rule(
    code="E05",
    title="中标候选人公示不合规定",
    asks="中标候选人公示期是否不足三日，或收到评标报告超过三日才公示",
    verify="核对评标报告提交时间与公示起止时间",
    grade=Grade.A,
    law="招标投标法实施条例 第五十四条",
    flag=BREACH.flag,
    evidence=BREACH.evidence,
    needs=("notice.from_us", "notice.to_us", "proc.evaluated_us"),
    thresholds=("days", "within"),
)
