"""R028 报价完全相同: two bidders of one process ask the same price."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule
from heng.engines.redflags.rules import singled, tenders
from heng.engines.redflags.thresholds import At


def flag(facts: Facts, _: At) -> ir.Table:
    """Flag processes, and all bidders at a price that two different bidders or sets of joint bidders ask."""
    return singled.findings(facts, _same(facts))


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the bids of equal price."""
    return singled.evidence(facts, _same(facts), found)


def _same(facts: Facts) -> ir.Table:
    return facts.keep("same_price", lambda: _same_price(facts))


def _same_price(facts: Facts) -> ir.Table:
    bids = tenders.submitted(facts).semi_join(tenders.price_compared(facts), "proc")
    bids = bids.filter(bids.amount.notnull() & bids.currency.notnull() & bids.party_key.notnull())
    price = ["proc", "amount", "currency"]
    asked = bids.group_by(price).agg(times=bids.count(), least=bids.party_key.min(), most=bids.party_key.max())
    shared = asked.filter((asked.times > 1) & (asked.least != asked.most))
    return bids.semi_join(shared, price).select("bid", "proc")


RULE = Rule(
    code="R028",
    title="报价完全相同",
    asks="同一项目中不同投标人（或不同联合体）的报价是否完全相同",
    verify="比对分项单价与计算错误，查两家编制人员与往来；框架协议、固定价项目除外",
    grade=Grade.B,
    law="招标投标法实施条例 第四十条第四项",
    flag=flag,
    evidence=evidence,
    needs=("bid.amount",),
    at_least=2,
    cross={"OCP": "R028"},
    note="按金额与币种比较；成员相同的联合体视为同一投标人。",
)
