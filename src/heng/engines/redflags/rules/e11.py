"""E11 先施工（付款）后招标: a permit or payment is older than the notice."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.thresholds import At

DAY = 86_400_000_000


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag processes with a permit or payment before the notice."""
    told = _told(facts, at)
    return finding(told, "process", subject=told.proc, proc=told.proc, value=told.days)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the permits and payments."""
    told = found.inner_join(facts.permit.select("proc", "row"), "proc")
    return resting_on(told, "permit", told["row"])


def _told(facts: Facts, _: At) -> ir.Table:
    rows = facts.permit.inner_join(facts.proc.select("proc", "noticed_us"), "proc")
    early = rows.filter(rows.at_us < rows.noticed_us)
    return early.group_by("proc").agg(days=((early.noticed_us - early.at_us) / DAY).max())


RULE = Rule(
    code="E11",
    title="先施工（付款）后招标",
    asks="施工许可、开工或付款时间是否早于招标公告",
    verify="核对现场进度、监理日志与付款凭证；应急抢险等例外须核实审批",
    grade=Grade.B,
    law="招标投标法 第四条",
    flag=flag,
    evidence=evidence,
    needs=("permit.at_us", "proc.noticed_us"),
)
