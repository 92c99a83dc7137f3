"""What may be read of parties, their people, and experts 「查阅主体」; the reader comes first."""

from heng.registers.parties.selectors.masking import mask_email, mask_id, mask_name, mask_phone, mask_text
from heng.registers.parties.selectors.registry import (
    MaskedExpert,
    MaskedPerson,
    expert_row,
    experts,
    names_of,
    parties,
    party,
    party_seen,
    people,
    person,
    refs_of_people,
    shown_code,
    shown_name,
)

__all__ = [
    "MaskedExpert",
    "MaskedPerson",
    "expert_row",
    "experts",
    "mask_email",
    "mask_id",
    "mask_name",
    "mask_phone",
    "mask_text",
    "names_of",
    "parties",
    "party",
    "party_seen",
    "people",
    "person",
    "refs_of_people",
    "shown_code",
    "shown_name",
]
