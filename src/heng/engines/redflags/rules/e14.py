"""E14 合同订立、公告或变更异常: the contract was signed or shown late, or changed again and again."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules.breach import Breach, with_proc
from heng.engines.redflags.schema import DAY
from heng.engines.redflags.thresholds import At


def _told(facts: Facts, at: At) -> ir.Table:
    changed = facts.amendment.group_by("contract").agg(changes=lambda t: t.count())
    joined = with_proc(facts, facts.contract.left_join(changed, "contract"))
    rows = joined.mutate(
        days=(joined.signed_us - joined.award_notice_us) / DAY,
        hidden=(joined.published_us - joined.signed_us) / DAY,
        changes=joined.changes.fill_null(0),
    )
    moment = rows.signed_us
    late = (rows.days > at.of("sign", rows, moment)) | (rows.hidden > at.of("publish", rows, moment))
    kept = rows.filter(late | (rows.changes >= at.of("changes", rows, moment)))
    return kept.group_by("proc").agg(value=kept.days.max())


BREACH = Breach(_told, "contract", "contract")

RULE = Rule(
    code="E14",
    title="合同订立、公告或变更异常",
    asks="中标通知书发出后是否超过三十日未订立合同、订立后是否迟延公告，或是否频繁变更",
    verify="核对通知书、合同签订与公告时间，查明变更理由与审批",
    grade=Grade.A,
    law="招标投标法 第四十六条；政府采购法实施条例 第五十条",
    flag=BREACH.flag,
    evidence=BREACH.evidence,
    needs=("contract.signed_us", "contract.award_notice_us"),
    thresholds=("sign", "publish", "changes"),
    note="公告期限按自然日提示，工作日以平台期限计算结果为准。",
)
