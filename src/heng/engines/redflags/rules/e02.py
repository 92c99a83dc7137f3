"""E02 招标文件发售期不足: the tender documents were given out for too short a time."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules.breach import Breach
from heng.engines.redflags.schema import DAY
from heng.engines.redflags.thresholds import At


def _told(facts: Facts, at: At) -> ir.Table:
    rows = facts.proc.filter(facts.proc.sale_start_us.notnull() & facts.proc.sale_end_us.notnull())
    days = rows.mutate(
        value=(rows.sale_end_us - rows.sale_start_us) / DAY, least=at.of("days", rows, rows.sale_start_us)
    )
    return days.filter(days.value < days.least)


BREACH = Breach(_told)

RULE = Rule(
    code="E02",
    title="招标文件发售期不足",
    asks="资格预审文件或招标文件的发售期是否短于法定期限",
    verify="核对公告载明的获取时间与平台开放下载记录",
    grade=Grade.A,
    law="招标投标法实施条例 第十六条；政府采购法实施条例 第三十一条",
    flag=BREACH.flag,
    evidence=BREACH.evidence,
    needs=("proc.sale_start_us", "proc.sale_end_us"),
    thresholds=("days",),
    note="政府采购以五个工作日计，本规则按自然日提示，工作日以平台期限计算结果为准。",
)
