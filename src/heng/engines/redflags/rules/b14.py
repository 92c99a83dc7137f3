"""B14 受限后换壳参加: people, phone or address of a banned party stand in one that begins to bid within a year."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import Grade, Rule, finding, resting_on
from heng.engines.redflags.schema import DAY
from heng.engines.redflags.thresholds import At

MONTH = 30 * DAY


def flag(facts: Facts, at: At) -> ir.Table:
    """Flag pairs of a banned party and a newcomer that share a person, phone or address."""
    told = _told(facts, at).group_by(["subject", "other"]).agg(value=lambda t: t.shared.nunique())
    return finding(told, "pair", subject=told.subject, other=told.other, value=told.value)


def evidence(facts: Facts, found: ir.Table) -> ir.Table:
    """Point at the bans."""
    told = found.inner_join(facts.ban.select("row", subject="party"), "subject")
    return resting_on(told, "ban", told.row)


def _told(facts: Facts, at: At) -> ir.Table:
    traces = _traces(facts)
    both = facts.ban.inner_join(traces, "party").inner_join(traces.select("shared", other="party"), "shared")
    new = both.inner_join(facts.party.select("first_bid_us", other="party"), "other")
    since = (new.first_bid_us - new.from_us) / MONTH
    kept = new.filter((new.party != new.other) & (since > 0) & (since <= at["months"]))
    return kept.select("other", "shared", subject="party")


def _traces(facts: Facts) -> ir.Table:
    people = facts.party_person.filter(facts.party_person.person.notnull())
    parts = [people.select("party", shared=ibis.literal("person:") + people.person.cast("string"))]
    for column in ("phone", "address"):
        rows = facts.party.filter(facts.party[column] != "")
        parts.append(rows.select("party", shared=ibis.literal(f"{column}:") + rows[column]))
    return ibis.union(*parts, distinct=True)


RULE = Rule(
    code="B14",
    title="受限后换壳参加",
    asks="受到禁止的单位，其人员、电话或地址是否出现在一年内新参加投标的单位",
    verify="核对登记变更、人员去向与经营场所，查明是否为规避处罚",
    grade=Grade.C,
    law="招标投标法实施条例 第六十七条（线索）",
    flag=flag,
    evidence=evidence,
    needs=("ban", "party.first_bid_us"),
    across=True,
    thresholds=("months",),
)
