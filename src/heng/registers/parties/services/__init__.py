"""What can be done in the register of parties 「交易主体」."""

from heng.registers.parties.services.experts import (
    ExpertFacts,
    enter_experts,
    may_keep_experts,
    reveal_expert,
    suspend_expert,
)
from heng.registers.parties.services.facts import PartyFacts, PersonFacts, check, check_enterable, check_sound, code_of
from heng.registers.parties.services.people import erase, may_erase, may_reveal, reveal
from heng.registers.parties.services.recognition import recognise, rename

__all__ = [
    "ExpertFacts",
    "PartyFacts",
    "PersonFacts",
    "check",
    "check_enterable",
    "check_sound",
    "code_of",
    "enter_experts",
    "erase",
    "may_erase",
    "may_keep_experts",
    "may_reveal",
    "recognise",
    "rename",
    "reveal",
    "reveal_expert",
    "suspend_expert",
]
