"""F05 专家抽取异常: experts were redrawn, replaced by hand, or drawn long before the evaluation."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.schema import HOUR
from heng.engines.redflags.thresholds import At

BY_HAND = ("manual", "redrawn", "replaced")


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag experts who were named by hand, replaced, or drawn too early."""
    told = _told(facts)
    kept = told.filter(told.odd | (told.hours > at["hours"]))
    return finding(kept, "expert", subject=kept.person, proc=kept.proc, value=kept.hours)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the rows of the expert."""
    rows = facts.expert.select("proc", "row", subject="person")
    told = found.inner_join(rows, ["proc", "subject"])
    return resting_on(told, "expert", told["row"])


def _told(facts: Facts) -> ir.Table:
    rows = facts.expert.inner_join(facts.proc.select("proc", "evaluated_us"), "proc")
    early = (rows.evaluated_us - rows.drawn_us) / HOUR
    opened = rows.listed_opened_us.notnull() & (rows.listed_opened_us < rows.evaluated_us)
    by_hand = rows.drawn_how.isin(BY_HAND) | rows.replaced.fill_null(False) | opened  # noqa: FBT003  -- so Ibis names it
    told = rows.mutate(hours=early, odd=by_hand.fill_null(False))  # noqa: FBT003
    return told.group_by(["proc", "person"]).agg(hours=told.hours.max(), odd=told.odd.any())


RULE = Rule(
    code="F05",
    title="专家抽取异常",
    asks="评标专家是否重复抽取、人工指定更换、过早抽取或名单提前打开",
    verify="调取抽取系统日志与请假记录，核实更换理由与批准",
    grade=Grade.B,
    law="招标投标法实施条例 第四十六条、第七十条",
    flag=flag,
    evidence=evidence,
    needs=("expert.drawn_us", "expert.drawn_how", "proc.evaluated_us"),
    thresholds=("hours",),
)
