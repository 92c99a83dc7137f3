"""Bids singled out 「被指出的投标」: findings on their process and their parties, with the bids as the evidence."""

import ibis
import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts
from heng.engines.redflags.rule import finding, resting_on


def findings(facts: Facts, bids: ir.Table) -> ir.Table:
    """Make a finding of each process and of each party of the bids (`bid`, `proc`); the value is one."""
    named = facts.bid_party.semi_join(bids, "bid")
    one = ibis.literal(1)
    return ibis.union(
        finding(bids, "process", subject=bids.proc, proc=bids.proc, value=one),
        finding(named, "party", subject=named.party, proc=named.proc, value=one),
    )


def evidence(facts: Facts, bids: ir.Table, found: ir.Table) -> ir.Table:
    """Point at the bids: all of them for a process, its own for a party."""
    named = facts.bid_party.semi_join(bids, "bid")
    theirs = named.select("bid", "proc", subject="party")
    of_party = found.filter(found.kind == "party").inner_join(theirs, ["proc", "subject"])
    of_process = found.filter(found.kind == "process").inner_join(bids.select("bid", "proc"), "proc")
    both = ["kind", "subject", "other", "proc", "bid"]
    rows = ibis.union(of_party.select(*both), of_process.select(*both))
    return resting_on(rows, "bid", rows.bid)
