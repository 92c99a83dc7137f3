"""Who is related to whom 「关联关系」: firms by registers, and firms that share a person or a third firm."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rules import pairs

DIRECT = ("same-head", "control", "management")


def related(facts: Facts, *kinds: str) -> ir.Table:
    """Give relations both ways: `party`, `other`, `source` (`relation`) and `row`; of all kinds if none is named."""
    rows = facts.relation.filter(facts.relation.kind.isin(kinds)) if kinds else facts.relation
    there = rows.select("party", "other", "row", source=ibis.literal("relation"))
    back = rows.select("row", party="other", other="party", source=ibis.literal("relation"))
    return ibis.union(there, back.select(*there.columns)).filter(lambda t: t.party != t.other)


def sharing_people(facts: Facts) -> ir.Table:
    """Give parties that share a person: `party`, `other`, `source` (`party_person`) and `row` (of the first)."""
    mine = facts.party_person.filter(facts.party_person.person.notnull()).select("party", "person", "row")
    joined = mine.inner_join(mine.select("person", other="party"), "person").filter(lambda t: t.party != t.other)
    return joined.select("party", "other", "row", source=ibis.literal("party_person"))


def through_a_third(facts: Facts) -> ir.Table:
    """Give parties that share a person or are each related to one third firm."""
    links = related(facts)
    second = links.select(third="party", end="other")
    hops = links.select("party", "source", "row", third="other").inner_join(second, "third")
    hops = hops.filter(hops.party != hops.end).select("party", "row", "source", other="end")
    people = sharing_people(facts)
    return ibis.union(people, hops.select(*people.columns))


def among_bidders(facts: Facts, links: ir.Table) -> ir.Table:
    """Keep links between two who bid in one process: `proc`, `subject` < `other`, `source`, `row`."""
    bidders = facts.bid_party.semi_join(pairs.standing(facts), "bid").select("proc", "party").distinct()
    mine = links.filter(links.party < links.other).inner_join(bidders, "party")
    both = mine.inner_join(bidders.select("proc", other="party"), ["proc", "other"])
    return both.select("proc", "other", "source", "row", subject="party")
