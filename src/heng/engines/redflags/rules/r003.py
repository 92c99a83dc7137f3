"""R003 投标期限过短: the days between the opening and the close of the tender period."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.thresholds import MICROSECONDS, At, number

DAY_US = 24 * 60 * 60 * MICROSECONDS


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag processes whose whole days are fewer than the threshold; a part of a day does not count."""
    procs = facts.proc.filter(facts.proc.period_start_us.notnull() & facts.proc.period_end_us.notnull())
    days = _truncated((procs.period_end_us - procs.period_start_us).cast("float64") / number(DAY_US))
    told = procs.mutate(days=days, least=at.of("days", procs, procs.period_start_us))
    short = told.filter(told.days < told.least)
    return finding(short, "process", subject=short.proc, proc=short.proc, value=short.days, fence=short.least)


def evidence(_: Facts, found: ir.Table) -> ir.Table:
    """Point at the process."""
    return resting_on(found, "proc", found.proc)


def _truncated(days: ir.Value) -> ir.Value:
    return ibis.ifelse(days < number(0), days.ceil().cast("float64"), days.floor().cast("float64"))


RULE = Rule(
    code="R003",
    title="投标期限过短",
    asks="从开始接收到截止投标的整日数是否少于规定或惯常的天数",
    verify="对照招标公告与澄清修改文件核对起止时刻，查明缩短期限的批准文件与理由",
    grade=Grade.C,
    law="招标投标法 第二十四条",
    flag=flag,
    evidence=evidence,
    needs=("proc.period_start_us", "proc.period_end_us"),
    thresholds=("days",),
    cross={"OCP": "R003"},
    note="不足一日的部分不计；截止早于开始的也在其列。时间须带时区，不带时区的按未提供处理。",
)
