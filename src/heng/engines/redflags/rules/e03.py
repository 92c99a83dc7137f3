"""E03 投标文件编制期不足: bidders had too few days from the notice to the deadline."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, Scope
from heng.engines.redflags.rules.breach import Breach
from heng.engines.redflags.schema import DAY
from heng.engines.redflags.thresholds import At


def _told(facts: Facts, at: At) -> ir.Table:
    rows = facts.proc.filter(facts.proc.noticed_us.notnull() & facts.proc.period_end_us.notnull())
    days = rows.mutate(value=(rows.period_end_us - rows.noticed_us) / DAY, least=at.of("days", rows, rows.noticed_us))
    return days.filter(days.value < days.least)


BREACH = Breach(_told)

RULE = Rule(
    code="E03",
    title="投标文件编制期不足",
    asks="自招标文件开始发出至投标截止是否短于法定期限",
    verify="核对发出时间与截止时间及其变更公告",
    grade=Grade.A,
    law="招标投标法 第二十四条；政府采购法 第三十五条",
    flag=BREACH.flag,
    evidence=BREACH.evidence,
    needs=("proc.noticed_us", "proc.period_end_us"),
    scope=Scope(methods=("open", "selective")),
    thresholds=("days",),
)
