"""Who won 「中标情况」."""

import ibis.expr.types as ir

from heng.engines.redflags.facts import Facts


def awarded(facts: Facts) -> ir.Table:
    """Give the awards that stand, with each of their parties: `award`, `proc`, `party`, `amount`, `awarded_us`."""
    standing = facts.award.filter(facts.award.status == "active")
    joined = standing.select("award", "amount", "awarded_us").inner_join(facts.award_party, "award")
    return joined.select("award", "proc", "party", "amount", "awarded_us")
