"""R030 逾期投标中标: a bid that came after the close of the period is among the winners."""

from dataclasses import replace

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import singled, tenders
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, _: At) -> ir.Table:
    """Flag processes and parties of the late bid; moments are compared, wherever their clocks hung."""
    return singled.findings(facts, _late(facts))


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the late bid."""
    return singled.evidence(facts, _late(facts), found)


def _flag_as_peer(facts: Facts, _: At) -> ir.Table:
    return singled.findings(facts, _late(facts, "handed", "period_end"))


def _evidence_as_peer(facts: Facts, found: ir.Table) -> ir.Table:
    return singled.evidence(facts, _late(facts, "handed", "period_end"), found)


def _late(facts: Facts, handed: str = "handed_us", closed: str = "period_end_us") -> ir.Table:
    return facts.keep(f"late_{handed}", lambda: _late_winners(facts, handed, closed))


def _late_winners(facts: Facts, handed: str, closed: str) -> ir.Table:
    bids = tenders.submitted(facts)
    valid = bids.filter(bids.status == "valid").inner_join(facts.proc.select("proc", closes=closed), "proc")
    late = valid.filter(valid[handed] > valid.closes).select("bid", "proc")
    winners = facts.award_party.semi_join(tenders.active_awards(facts), "award").select("proc", "party").distinct()
    won = facts.bid_party.inner_join(winners, ["proc", "party"])
    return late.semi_join(won, "bid")


RULE = Rule(
    code="R030",
    title="逾期投标中标",
    asks="中标的有效投标是否在截止时间之后递交",
    verify="调取开标记录、系统接收日志与时间戳，核对是否依法拒收",
    grade=Grade.A,
    law="招标投标法 第二十八条",
    flag=flag,
    evidence=evidence,
    needs=("proc.period_end_us", "bid.handed_us"),
    cross={"OCP": "R030"},
    note="同类程序按文字比较时间，时区不同则误判或漏判：09:00Z 递交、16:30+08:00 截止，实际晚了半小时而被漏掉。"
    "本规则换算为同一时刻再比较；兼容方式仍按文字比较。",
)

AS_PEER = replace(RULE, flag=_flag_as_peer, evidence=_evidence_as_peer)
