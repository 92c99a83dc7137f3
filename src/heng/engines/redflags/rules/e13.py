"""E13 合同背离投标文件: the contract departs from the award in price or manager, or grew by more than a tenth."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules.breach import Breach, with_proc
from heng.engines.redflags.thresholds import At

CENT = 0.01


def _told(facts: Facts, at: At) -> ir.Table:
    extra = facts.amendment.group_by("contract").agg(added=lambda t: t.amount.sum())
    joined = with_proc(facts, facts.contract.left_join(extra, "contract"))
    rows = joined.mutate(grown=joined.added.fill_null(0) / joined.amount.nullif(0))
    other_price = (rows.amount - rows.award_amount).abs() >= CENT
    other_manager = rows.manager.notnull() & rows.awarded_manager.notnull() & (rows.manager != rows.awarded_manager)
    kept = rows.filter(other_price | other_manager | (rows.grown > at.of("share", rows, rows.signed_us)))
    return kept.group_by("proc").agg(value=kept.grown.max())


BREACH = Breach(_told, "contract", "contract")

RULE = Rule(
    code="E13",
    title="合同背离投标文件",
    asks="合同价款、项目负责人是否与中标结果不一致，或追加金额是否超过原合同的百分之十",
    verify="核对合同、补充协议与批准文件，查明是否另行订立背离实质内容的协议",
    grade=Grade.A,
    law="招标投标法实施条例 第五十七条、第七十五条；政府采购法实施条例 第六十七条第五项",
    flag=BREACH.flag,
    evidence=BREACH.evidence,
    needs=("contract.amount", "contract.award_amount", "contract.signed_us"),
    thresholds=("share",),
)
