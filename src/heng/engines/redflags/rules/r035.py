"""R035 仅中标人未被否决: all other bidders were disqualified."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.rules import tenders
from heng.engines.redflags.thresholds import At, number

LEAST = 1  # nobody left out is no finding, whatever the settings say


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag processes and their winner, where at least so many others were disqualified; the value is their number."""
    told = _alone(facts)
    fence = max(at["threshold"], LEAST)
    kept = told.filter(told.others >= fence).mutate(fence=number(fence))
    common = {"proc": kept.proc, "value": kept.others, "fence": kept.fence}
    return ibis.union(
        finding(kept, "process", subject=kept.proc, **common), finding(kept, "party", subject=kept.winner, **common)
    )


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the bids that were disqualified."""
    bids = tenders.submitted(facts)
    out = bids.filter(bids.status == "disqualified").select("bid", "proc")
    joined = found.inner_join(out, "proc")
    return resting_on(joined, "bid", joined.bid)


def _alone(facts: Facts) -> ir.Table:
    valid, out = _parties(facts, "valid"), _parties(facts, "disqualified")
    winners = facts.award_party.semi_join(tenders.active_awards(facts), "award").select("proc", "party").distinct()
    final = facts.proc.filter(facts.proc.is_final).select("proc")
    one = _only(valid, "valid_party").semi_join(final, "proc").inner_join(_only(winners, "winner"), "proc")
    won = one.filter(one.valid_party == one.winner).select("proc", "winner")
    others = out.inner_join(won, "proc").filter(lambda t: t.party != t.winner)
    return others.group_by(["proc", "winner"]).agg(others=others.count())


def _parties(facts: Facts, status: str) -> ir.Table:
    bids = tenders.submitted(facts)
    return facts.bid_party.semi_join(bids.filter(bids.status == status), "bid").select("proc", "party").distinct()


def _only(parties: ir.Table, name: str) -> ir.Table:
    counted = parties.group_by("proc").agg(number=parties.count(), **{name: parties.party.min()})
    return counted.filter(counted.number == 1).select("proc", name)


RULE = Rule(
    code="R035",
    title="仅中标人未被否决",
    asks="除中标人外的投标是否全部被否决",
    verify="逐一核对否决理由与招标文件条款，看同样问题是否一视同仁",
    grade=Grade.B,
    law="招标投标法实施条例 第五十一条",
    flag=flag,
    evidence=evidence,
    needs=("bid.status", "award.status"),
    thresholds=("threshold",),
    cross={"OCP": "R035"},
    note="否决数按投标单位计，不按投标文件计。",
)
