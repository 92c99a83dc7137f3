"""The steps by which a department is entrusted, and the dated law that says who supervises what 「程序与依据」."""

from heng.registers.authorities.procedure.law import (
    CatalogueRow,
    JurisdictionRow,
    catalogue,
    jurisdiction,
    period,
    periods,
)
from heng.registers.authorities.procedure.matter import Entrustment, Facts, Organ, Organs
from heng.registers.authorities.procedure.steps import APPLICATION, DESIGNATION, HANDOVER

__all__ = [
    "APPLICATION",
    "DESIGNATION",
    "HANDOVER",
    "CatalogueRow",
    "Entrustment",
    "Facts",
    "JurisdictionRow",
    "Organ",
    "Organs",
    "catalogue",
    "jurisdiction",
    "period",
    "periods",
]
