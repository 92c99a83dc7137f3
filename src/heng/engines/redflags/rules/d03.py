"""D03 轮流中标: a closed group of bidders wins in turn, too evenly."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.rules import meetings
from heng.engines.redflags.thresholds import At

LEAST = 3
SIGNATURE = ("members", "first", "last", "total")


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag processes of a group that always bids together, all of whom win, and whose wins differ by at most one."""
    told = _groups(facts)
    wins = told.group_by([*SIGNATURE, "winner"]).agg(won=lambda t: t.proc.nunique())
    even = wins.group_by(list(SIGNATURE)).agg(
        rounds=wins.won.sum(), winners=wins.count(), most=wins.won.max(), least=wins.won.min()
    )
    is_even = (even.winners == even.members) & (even.most - even.least <= 1)
    kept = even.filter((even.rounds >= at["rounds"]) & is_even)
    rows = told.inner_join(kept.select(*SIGNATURE, "rounds"), list(SIGNATURE))
    return finding(rows, "process", subject=rows.proc, proc=rows.proc, value=rows.rounds)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the bids."""
    told = found.inner_join(meetings.appearances(facts).select("proc", "bid"), "proc")
    return resting_on(told, "bid", told.bid)


def _groups(facts: Facts) -> ir.Table:
    rows = meetings.outcomes(facts)
    told = rows.group_by("proc").agg(
        members=rows.party.nunique(),
        first=rows.party.min(),
        last=rows.party.max(),
        total=rows.party.sum().cast("int64"),
        wins=rows.won.sum(),
        winner=rows.party.max(where=rows.won == 1),
    )
    return told.filter((told.wins == 1) & (told.members >= LEAST))


RULE = Rule(
    code="D03",
    title="轮流中标",
    asks="固定的一组投标人是否每次同场、并且轮流中标",
    verify="按时间列出各轮中标人，查明成员之间的往来与分包关系",
    grade=Grade.C,
    law="招标投标法实施条例 第三十九条第二项（线索）",
    flag=flag,
    evidence=evidence,
    needs=("bid_party.party", "award.status"),
    thresholds=("rounds",),
    note="同一组以家数、首末编号与编号之和识别，命中后须核对成员名单。",
)
