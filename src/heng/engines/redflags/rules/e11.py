"""E11 先施工（付款）后招标: a permit or payment is older than the notice."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules.breach import Breach
from heng.engines.redflags.schema import DAY
from heng.engines.redflags.thresholds import At


def _told(facts: Facts, _: At) -> ir.Table:
    rows = facts.permit.inner_join(facts.proc.select("proc", "noticed_us"), "proc")
    early = rows.filter(rows.at_us < rows.noticed_us)
    return early.group_by("proc").agg(value=((early.noticed_us - early.at_us) / DAY).max())


BREACH = Breach(_told, "permit")

RULE = Rule(
    code="E11",
    title="先施工（付款）后招标",
    asks="施工许可、开工或付款时间是否早于招标公告",
    verify="核对现场进度、监理日志与付款凭证；应急抢险等例外须核实审批",
    grade=Grade.B,
    law="招标投标法 第四条",
    flag=BREACH.flag,
    evidence=BREACH.evidence,
    needs=("permit.at_us", "proc.noticed_us"),
)
