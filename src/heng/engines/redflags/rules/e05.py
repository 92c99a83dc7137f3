"""E05 中标候选人公示不合规定: candidates were shown too late or too briefly."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.thresholds import At

DAY = 86_400_000_000


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag processes whose candidates were shown for too few days, or too long after the report."""
    told = _told(facts, at)
    return finding(told, "process", subject=told.proc, proc=told.proc, value=told.days)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the notices of the process."""
    told = found.inner_join(facts.notice.select("proc", "row"), "proc")
    return resting_on(told, "notice", told["row"])


def _told(facts: Facts, at: At) -> ir.Table:
    shown = facts.notice.filter(facts.notice.kind == "candidates")
    rows = shown.inner_join(facts.proc.select("proc", "category", "method_details", "evaluated_us"), "proc")
    days = rows.mutate(
        days=(rows.to_us - rows.from_us) / DAY,
        late=(rows.from_us - rows.evaluated_us) / DAY,
        least=at.of("days", rows, rows.from_us),
        most=at.of("within", rows, rows.from_us),
    )
    kept = days.filter((days.days < days.least) | (days.late > days.most))
    return kept.group_by("proc").agg(days=kept.days.min())


RULE = Rule(
    code="E05",
    title="中标候选人公示不合规定",
    asks="中标候选人公示期是否不足三日，或收到评标报告超过三日才公示",
    verify="核对评标报告提交时间与公示起止时间",
    grade=Grade.A,
    law="招标投标法实施条例 第五十四条",
    flag=flag,
    evidence=evidence,
    needs=("notice.from_us", "notice.to_us", "proc.evaluated_us"),
    thresholds=("days", "within"),
)
