"""What is known of a party beside code and name 「主体资料」: its parts in trades, its region, its people."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Protocol

from heng.ledger.events import Event
from heng.registers.parties.events import PartyCompleted
from heng.registers.parties.models import Part, Party, Person
from heng.registers.parties.services.facts import PersonFacts

AGENCY_ROLES = {"02", "05"}
CONTACTS = ("id_number", "phone", "email", "certificate")
PARTICULARS = {"parts": "角色", "region": "行政区划", "people": "人员"}


class Told(Protocol):
    """What a batch tells of one party."""

    @property
    def key(self) -> str: ...
    @property
    def region(self) -> str: ...
    @property
    def roles(self) -> Collection[str]: ...
    @property
    def people(self) -> Collection[PersonFacts]: ...


def complete(told: Iterable[Told], known: Mapping[str, Party], *, fresh: set[int], on: date) -> list[Event]:
    """Add what the register did not know yet; return the news of parties that are not `fresh` in it."""
    pairs = [(one, known[one.key]) for one in told]
    grown = {
        "parts": _add_parts(pairs),
        "region": _fill_regions(pairs),
        "people": _add_people(pairs),
    }
    changed = {party.pk: party for _, party in pairs if party.pk not in fresh}
    news: list[Event] = []
    for pk, party in changed.items():
        particulars = tuple(PARTICULARS[name] for name, parties in grown.items() if pk in parties)
        if particulars:
            news.append(PartyCompleted(party.ref, party.code, particulars, on))
    return news


def _add_parts(pairs: list[tuple[Told, Party]]) -> set[int]:
    wanted = {(party.pk, role) for one, party in pairs for role in one.roles}
    if not wanted:
        return set()
    held = set(Part.objects.filter(party__in={pk for pk, _ in wanted}).values_list("party_id", "role"))
    missing = sorted(wanted - held)
    Part.objects.bulk_create([Part(party_id=pk, role=role) for pk, role in missing], ignore_conflicts=True)
    agencies = [party for one, party in pairs if AGENCY_ROLES & set(one.roles) and not party.is_agency]
    for party in agencies:
        party.is_agency = True
    Party.objects.bulk_update(agencies, ["is_agency"])
    return {pk for pk, _ in missing}


def _fill_regions(pairs: list[tuple[Told, Party]]) -> set[int]:
    filled = {party.pk: (party, one.region) for one, party in pairs if one.region and not party.region}
    for party, region in filled.values():
        party.region = region
    Party.objects.bulk_update([party for party, _ in filled.values()], ["region"])
    return set(filled)


def _add_people(pairs: list[tuple[Told, Party]]) -> set[int]:
    """Enter people, or complete those of the same party, part and name; who has no name is nobody yet."""
    wanted: dict[tuple[int, str, str], PersonFacts] = {}
    for one, party in pairs:
        for person in one.people:
            if person.name.strip():
                key = (party.pk, person.part, person.name.strip())
                wanted[key] = _merged(wanted.get(key), person)
    if not wanted:
        return set()
    found = Person.objects.filter(party__in={pk for pk, _, _ in wanted}, name__in={name for _, _, name in wanted})
    held = {(row.party_id, row.part, row.name): row for row in found}
    changed = [row for key, row in held.items() if key in wanted and _complete(row, wanted[key])]
    Person.objects.bulk_update(changed, CONTACTS)
    new = [
        Person(party_id=pk, part=part, name=name, **_contacts(facts))
        for (pk, part, name), facts in wanted.items()
        if (pk, part, name) not in held
    ]
    Person.objects.bulk_create(new)
    return {row.party_id for row in (*changed, *new)}


def _contacts(facts: PersonFacts) -> dict[str, str]:
    return {name: getattr(facts, name) for name in CONTACTS}


def _merged(one: PersonFacts | None, other: PersonFacts) -> PersonFacts:
    """Let what is told later of the same person fill or replace what was told before."""
    if one is None:
        return other
    known = {name: value or getattr(one, name) for name, value in _contacts(other).items()}
    return PersonFacts(part=other.part, name=other.name, **known)


def _complete(row: Person, facts: PersonFacts) -> bool:
    """Take over what is told; say whether anything differs. What is not told stays."""
    told = {name: value for name, value in _contacts(facts).items() if value and value != getattr(row, name)}
    for name, value in told.items():
        setattr(row, name, value)
    return bool(told)
