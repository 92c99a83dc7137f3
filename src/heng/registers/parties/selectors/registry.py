"""The register of parties 「主体名册」 as its readers may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from heng.registers.authorities.actors import Actor, Role, is_staff, reach, sees_experts
from heng.registers.parties.models import Expert, FormerName, Party, Person
from heng.registers.parties.selectors.masking import mask_email, mask_id, mask_name, mask_phone

CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedPerson:
    """A person of a party, masked; `ref` and `pk` name the person for the act of reading in clear."""

    pk: int
    ref: str
    part: str
    part_label: str
    name: str
    id_number: str
    phone: str
    email: str
    certificate: str
    erased_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedExpert:
    """An expert, masked."""

    pk: int
    code: str
    name: str
    id_number: str
    phone: str
    employer: str
    specialities: tuple[str, ...]
    region: str
    status: str
    status_label: str
    entered_on: date | None


def parties(reader: Actor, *, text: str = "", role: str | None = None, region: str = "") -> QuerySet[Party]:
    """Parties by words of their names, former names or codes, by a part they play, by the region they are in.

    The public and other parties see organisations only; a natural person's name is personal data.
    """
    found = Party.objects.all()
    if not _works_here(reader):
        found = found.filter(kind=Party.Kind.LEGAL)
    if text.strip():
        found = found.filter(search__words=text)
    if region:
        found = found.filter(region__startswith=reach(region))
    return found if role is None else found.filter(parts__role=role)


def party_seen(reader: Actor, pk: int) -> Party | None:
    """One party by its number, with its parts and former names, if the reader may see it."""
    names = Prefetch("former_names", FormerName.objects.order_by("-until", "-pk"))
    return parties(reader).filter(pk=pk).prefetch_related("parts", names).first()


def shown_code(party: Party) -> str:
    """Give the code by which people know a party; empty when the register made one up from the name."""
    return "" if party.scheme == Party.Scheme.NAME else party.code


def person(reader: Actor, pk: int) -> Person | None:
    """One person, for the acts of reading in clear and erasing; nobody for who does not work here."""
    return Person.objects.filter(pk=pk).select_related("party").first() if _works_here(reader) else None


def party(code: str) -> Party | None:
    """Find a party by its code; letter case does not matter where the code is a credit code."""
    return Party.objects.filter(code=code).first() or Party.objects.filter(code=code.strip().upper()).first()


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Tell by code what the parties that are known are called now."""
    wanted, found = sorted(set(codes)), dict[str, str]()
    for start in range(0, len(wanted), CHUNK):
        rows = Party.objects.filter(code__in=wanted[start : start + CHUNK])
        found |= dict(rows.values_list("code", "name"))
    return found


def shown_name(party: Party, reader: Actor) -> str:
    """Name a party as the reader may know it: a natural person masked, but for those who work here and for itself."""
    if party.kind != Party.Kind.NATURAL or _works_here(reader) or _is_own(party, reader):
        return party.name
    return mask_name(party.name)


def people(party: Party, reader: Actor) -> tuple[MaskedPerson, ...]:
    """The people of a party, masked, for staff and for the party's own representative; nobody for others."""
    if not (_is_own(party, reader) or _works_here(reader)):
        return ()
    return tuple(_masked(person) for person in party.people.order_by("part", "pk"))


def refs_of_people(whose: Iterable[Party]) -> list[str]:
    """Give the references of the people of some parties; one query."""
    return [person.ref for person in Person.objects.filter(party__in={party.pk for party in whose}).only("pk")]


def experts(reader: Actor, *, text: str = "", status: str = "", speciality: str = "") -> QuerySet[Expert]:
    """The expert pool, for officers and the joint conference's office; show each by `expert_row`.

    `text` begins a code or a name, or stands in the employer's name; `speciality` begins one of an expert's codes.
    """
    if not sees_experts(reader):
        return Expert.objects.none()
    found = Expert.objects.filter(status=status) if status else Expert.objects.all()
    if text.strip():
        words = text.strip()
        found = found.filter(Q(code__istartswith=words) | Q(name__startswith=words) | Q(employer__icontains=words))
    if speciality.strip():
        code = speciality.strip()
        found = found.filter(Q(specialities__startswith=code) | Q(specialities__contains=f",{code}"))
    return found


def expert_row(expert: Expert) -> MaskedExpert:
    """Show an expert as pages may."""
    return MaskedExpert(
        pk=expert.pk,
        code=expert.code,
        name=mask_name(expert.name),
        id_number=mask_id(expert.id_number),
        phone=mask_phone(expert.phone),
        employer=expert.employer,
        specialities=tuple(filter(None, expert.specialities.split(","))),
        region=expert.region,
        status=expert.status,
        status_label=expert.get_status_display(),
        entered_on=expert.entered_on,
    )


def _is_own(party: Party, reader: Actor) -> bool:
    return reader.role == Role.PARTY and reader.party == party.code


def _works_here(reader: Actor) -> bool:
    return is_staff(reader) or reader.role in {Role.CLOCK, Role.MACHINE}


def _masked(person: Person) -> MaskedPerson:
    return MaskedPerson(
        pk=person.pk,
        ref=person.ref,
        part=person.part,
        part_label=person.get_part_display(),
        name=mask_name(person.name),
        id_number=mask_id(person.id_number),
        phone=mask_phone(person.phone),
        email=mask_email(person.email),
        certificate=mask_id(person.certificate),
        erased_on=person.erased_on,
    )
