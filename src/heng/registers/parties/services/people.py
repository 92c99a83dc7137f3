"""Personal data 「个人信息」: read in clear for a reason that is recorded, and erased."""

from datetime import date

from django.db import transaction

from heng.ledger import journal
from heng.registers.authorities.actors import Actor
from heng.registers.parties import rules
from heng.registers.parties.events import PersonalDataRead, PersonErased
from heng.registers.parties.models import Person
from heng.registers.parties.services.facts import PersonFacts

CLEARED = ["name", "id_number", "phone", "email", "certificate"]


def may_reveal(by: Actor) -> bool:
    """Say whether somebody may read people in clear, so that a page offers it to nobody else."""
    return rules.is_reader_in_clear(by)


def may_erase(by: Actor) -> bool:
    """Say whether somebody may erase people's data."""
    return rules.is_eraser(by)


@transaction.atomic
def reveal(person: Person, *, by: Actor, reason: str) -> PersonFacts:
    """Read a person in clear 「查阅明文」; who read whom and why stands in the journal.

    Raises:
        Refusal: `no-authority-to-read`, `no-reason`, `already-erased`.
    """
    given = rules.check_may_read(by, reason)
    person.refresh_from_db()
    rules.check_is_kept(person)
    journal.record(PersonalDataRead(person.ref, person.party.code, given), by=by, law=rules.PERSONAL)
    return PersonFacts(
        part=person.part,
        name=person.name,
        id_number=person.id_number,
        phone=person.phone,
        email=person.email,
        certificate=person.certificate,
    )


@transaction.atomic
def erase(person: Person, *, by: Actor, on: date, reason: str) -> Person:
    """Erase a person's data 「清除个人信息」: the row stays, so that what refers to it still stands.

    Raises:
        Refusal: `no-authority-to-erase`, `no-reason`, `already-erased`.
    """
    given = rules.check_may_erase(by, reason)
    person.refresh_from_db(from_queryset=Person.objects.select_for_update())
    rules.check_is_kept(person)
    for name in CLEARED:
        setattr(person, name, "")
    person.erased_on = on
    person.save(update_fields=[*CLEARED, "erased_on"])
    journal.record(PersonErased(person.ref, person.party.code, given, on), by=by, law=rules.ERASURE)
    return person
