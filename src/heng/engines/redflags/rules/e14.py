"""E14 合同订立、公告或变更异常: the contract was signed or shown late, or changed again and again."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.thresholds import At

DAY = 86_400_000_000


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag contracts signed or published too late, or amended too often."""
    told = _told(facts, at)
    return finding(told, "process", subject=told.proc, proc=told.proc, value=told.days)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the contracts."""
    told = found.inner_join(facts.contract.select("proc", "contract"), "proc")
    return resting_on(told, "contract", told.contract)


def _told(facts: Facts, at: At) -> ir.Table:
    changed = facts.amendment.group_by("contract").agg(changes=lambda t: t.count())
    joined = facts.contract.left_join(changed, "contract").inner_join(
        facts.proc.select("proc", "category", "method_details"), "proc"
    )
    rows = joined.mutate(
        days=(joined.signed_us - joined.award_notice_us) / DAY,
        hidden=(joined.published_us - joined.signed_us) / DAY,
        changes=joined.changes.fill_null(0),
    )
    moment = rows.signed_us
    late = (rows.days > at.of("sign", rows, moment)) | (rows.hidden > at.of("publish", rows, moment))
    kept = rows.filter(late | (rows.changes >= at.of("changes", rows, moment)))
    return kept.group_by("proc").agg(days=kept.days.max())


RULE = Rule(
    code="E14",
    title="合同订立、公告或变更异常",
    asks="中标通知书发出后是否超过三十日未订立合同、订立后是否迟延公告，或是否频繁变更",
    verify="核对通知书、合同签订与公告时间，查明变更理由与审批",
    grade=Grade.A,
    law="招标投标法 第四十六条；政府采购法实施条例 第五十条",
    flag=flag,
    evidence=evidence,
    needs=("contract.signed_us", "contract.award_notice_us"),
    thresholds=("sign", "publish", "changes"),
    note="公告期限按自然日提示，工作日以平台期限计算结果为准。",
)
