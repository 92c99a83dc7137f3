"""Bidders tied to who runs the tender 「与招标人、代理机构的关联」."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rules import kinship, pairs


def tied_to(facts: Facts, role: str) -> ir.Table:
    """Give bidders that are, are related to, or share people with the party in a role (a column of `proc`).

    Gives `proc`, `party` and `row` (the key of the bid).
    """
    links = ibis.union(
        kinship.related(facts).select("party", "other"), kinship.sharing_people(facts).select("party", "other")
    )
    own = facts.proc.filter(facts.proc[role].notnull()).select("proc", host=role)
    bids = facts.bid_party.semi_join(pairs.standing(facts), "bid").inner_join(own, "proc")
    itself = bids.filter(bids.party == bids.host)
    tied = bids.semi_join(links, [bids.party == links.party, bids.host == links.other])
    return ibis.union(itself, tied, distinct=True).select("proc", "party", row="bid")
