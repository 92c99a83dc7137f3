"""Tables of the register of authorities 「行政监督部门」."""

from heng.registers.authorities.models.accounts import Account, Appointment, System
from heng.registers.authorities.models.entrusting import Application, Claim, Designation, Handover
from heng.registers.authorities.models.organs import Authority, Duty, Post, Section

__all__ = [
    "Account",
    "Application",
    "Appointment",
    "Authority",
    "Claim",
    "Designation",
    "Duty",
    "Handover",
    "Post",
    "Section",
    "System",
]
