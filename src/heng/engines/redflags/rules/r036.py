"""R036 最低报价被否决: the lowest bid was disqualified, and another was not."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.rules import tenders
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, _: At) -> ir.Table:
    """Flag processes with an award that stands."""
    told = _lowest_out(facts)
    return finding(told, "process", subject=told.proc, proc=told.proc, value=ibis.literal(1))


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the lowest bid."""
    joined = found.inner_join(_lowest_out(facts), "proc")
    return resting_on(joined, "bid", joined.bid)


def _lowest_out(facts: Facts) -> ir.Table:
    return facts.keep("lowest_out", lambda: _found(facts))


def _found(facts: Facts) -> ir.Table:
    procs = tenders.price_compared(facts).semi_join(tenders.active_awards(facts), "proc")
    bids = tenders.comparable(tenders.submitted(facts), procs)
    valid = bids.filter(bids.status == "valid").select("proc").distinct()
    place = ibis.row_number().over(group_by=bids.proc, order_by=[bids.amount, bids.number])
    lowest = bids.mutate(place=place).filter(lambda t: (t.place == 0) & (t.status == "disqualified"))
    return lowest.semi_join(valid, "proc").select("proc", "bid")


RULE = Rule(
    code="R036",
    title="最低报价被否决",
    asks="报价最低的投标是否被否决，而另有有效投标",
    verify="核对否决理由与招标文件条款，看评标办法是否以价格为主",
    grade=Grade.C,
    law="招标投标法实施条例 第五十一条",
    flag=flag,
    evidence=evidence,
    needs=("bid.amount", "bid.status"),
    at_least=2,
    cross={"OCP": "R036"},
    note="不看评标办法，综合评分的项目最低价未必应当中标。",
)
