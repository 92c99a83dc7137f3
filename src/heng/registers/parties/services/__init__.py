"""What can be done in the register of parties 「交易主体」."""

from heng.registers.parties.services.experts import ExpertFacts, enter_experts, suspend_expert
from heng.registers.parties.services.facts import PartyFacts, PersonFacts, check, check_enterable, code_of
from heng.registers.parties.services.people import erase, reveal
from heng.registers.parties.services.recognition import recognise, rename

__all__ = [
    "ExpertFacts",
    "PartyFacts",
    "PersonFacts",
    "check",
    "check_enterable",
    "code_of",
    "enter_experts",
    "erase",
    "recognise",
    "rename",
    "reveal",
    "suspend_expert",
]
