"""What may be read of departments, duties, officers, applications and the law 「查阅」; the reader comes first."""

from heng.registers.authorities.procedure import (
    CatalogueRow,
    Entrustment,
    JurisdictionRow,
    Organs,
    catalogue,
    jurisdiction,
    periods,
)
from heng.registers.authorities.selectors.duties import duties, duty_for, heads, versions
from heng.registers.authorities.selectors.entrusting import (
    applications,
    claims,
    designations,
    entrustment,
    entrustments,
    handovers,
    lead,
)
from heng.registers.authorities.selectors.organs import accounts, appointments, authority, organs, posts, systems
from heng.registers.authorities.selectors.who import actor_of, machine, system, system_with_key

__all__ = [
    "CatalogueRow",
    "Entrustment",
    "JurisdictionRow",
    "Organs",
    "accounts",
    "actor_of",
    "applications",
    "appointments",
    "authority",
    "catalogue",
    "claims",
    "designations",
    "duties",
    "duty_for",
    "entrustment",
    "entrustments",
    "handovers",
    "heads",
    "jurisdiction",
    "lead",
    "machine",
    "organs",
    "periods",
    "posts",
    "system",
    "system_with_key",
    "systems",
    "versions",
]
