"""Parties are recognised 「主体识别」: known ones found again, new ones entered, in few queries for hundreds."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db import IntegrityError, transaction

from heng.engines.bigrams import bigrams
from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.ledger.events import Event
from heng.ledger.journal import Act
from heng.registers.authorities.actors import Actor
from heng.registers.parties import rules
from heng.registers.parties.events import PartyEntered, PartyRenamed
from heng.registers.parties.models import FormerName, Party, Person
from heng.registers.parties.services.facts import PartyFacts, PersonFacts, code_of, folded, scheme_of
from heng.registers.parties.services.particulars import complete

CHUNK = 500
Key = TypeVar("Key", str, int)
TRIES = 5  # against another process that enters the same party at the same moment
AGENCY_ROLES = {"02", "05"}
REPRESENTATIVE = Person.Part.REPRESENTATIVE


@dataclass(slots=True)
class Telling:
    """All that one batch tells of one party: its names in the order told, its parts, its people."""

    key: str
    first: PartyFacts
    names: list[str] = field(default_factory=list)
    roles: dict[str, None] = field(default_factory=dict)
    people: dict[PersonFacts, None] = field(default_factory=dict)
    region: str = ""

    @property
    def is_anonymous(self) -> bool:
        """A natural person told of by an identity number: the number must not become a code that pages show."""
        return self.first.kind == Party.Kind.NATURAL and scheme_of(self.first) == Party.Scheme.FOREIGN


@transaction.atomic
def recognise(facts: Iterable[PartyFacts], *, by: Actor, on: date) -> dict[str, Party]:
    """Find or enter every party told of, and answer by `code_of(facts)`.

    A name that differs from the one on file becomes the party's name, the old one a former name; a name it bore
    before changes nothing, so that old papers do not undo what newer ones told. Codes are taken as told: ask `check`
    first, and refuse at the door what it calls an error.

    Raises:
        Refusal: `bad-party`: it has neither name nor code, or one longer than any register keeps.
    """
    told = _gather(facts)
    known = _find(told.values())
    missing = [telling for key, telling in told.items() if key not in known]
    entered = _enter(missing, known)
    acts: list[Event] = [_entered(party, on) for party in entered]
    acts += _rename_all([told[key] for key in told], known, on)
    acts += complete(told.values(), known, fresh={party.pk for party in entered}, on=on)
    if acts:
        journal.record_all([Act(event) for event in acts], by=by)
    return known


@transaction.atomic
def rename(party: Party, name: str, *, by: Actor, on: date) -> Party:
    """Give a party another name 「更名」, also one it bore before; the register keeps the old one."""
    if by.power not in {"handles", "heads"}:
        raise Refusal("no-authority-to-act", "您无权变更主体名称")
    if not name.strip():
        raise Refusal("bad-party", "主体名称为空，请填写登记名称")
    if name.strip() == party.name:
        return party
    former = _bear(party, name.strip())
    party.save(update_fields=["name", "search"])
    FormerName.objects.create(party=party, name=former, until=on)
    journal.record(PartyRenamed(party.ref, party.code, former, party.name, on), by=by)
    return party


def _gather(facts: Iterable[PartyFacts]) -> dict[str, Telling]:
    """Merge what is told of the same party, in the order told."""
    told: dict[str, Telling] = {}
    for one in facts:
        rules.check_enterable(one)
        key = code_of(one)
        telling = told.setdefault(key, Telling(key, one))
        name = one.name.strip() or one.code.strip()
        if not telling.names or telling.names[-1] != name:
            telling.names.append(name)
        telling.roles.update(dict.fromkeys(one.roles))
        telling.people.update(dict.fromkeys(one.people))
        telling.region = telling.region or one.region
    return told


def _find(tellings: Iterable[Telling]) -> dict[str, Party]:
    """Find those that are known, by code; natural persons by the number kept apart from their code."""
    plain = [telling.key for telling in tellings if not telling.is_anonymous]
    known = {party.code: party for chunk in _chunks(plain) for party in Party.objects.filter(code__in=chunk)}
    numbers = [telling.key for telling in tellings if telling.is_anonymous]
    for chunk in _chunks(numbers):
        people = Person.objects.filter(part=REPRESENTATIVE, id_number__in=chunk, party__kind=Party.Kind.NATURAL)
        known |= {person.id_number: person.party for person in people.select_related("party")}
    return known


def _enter(missing: Sequence[Telling], known: dict[str, Party]) -> list[Party]:
    """Enter the unknown ones and put them among the known; whoever enters one at the same moment wins."""
    left = sorted(missing, key=lambda telling: telling.key)  # one order for all: no deadlock between two batches
    for _ in range(TRIES):
        if not left:
            return []
        rows = [_row(telling) for telling in left]
        try:
            with transaction.atomic():
                Party.objects.bulk_create(rows)
        except IntegrityError:
            known |= _find(left)
            left = [telling for telling in left if telling.key not in known]
        else:
            known |= {telling.key: row for telling, row in zip(left, rows, strict=True)}
            _keep_numbers(left, known)
            return rows
    raise Refusal("busy", "同一主体正由其他办理登记，请稍后重试")


def _row(telling: Telling) -> Party:
    code = f"ZR{secrets.token_hex(12)}" if telling.is_anonymous else telling.key
    name = telling.names[0]
    return Party(
        code=code,
        scheme=scheme_of(telling.first),
        kind=telling.first.kind,
        name=name,
        region=telling.region,
        is_agency=bool(AGENCY_ROLES & telling.roles.keys()),
        search=bigrams(f"{name} {'' if telling.is_anonymous else code}"),
    )


def _keep_numbers(tellings: Sequence[Telling], known: dict[str, Party]) -> None:
    """Keep the identity number of a natural person with the person, where it can be masked and erased."""
    Person.objects.bulk_create(
        Person(party=known[telling.key], part=REPRESENTATIVE, name=telling.names[0], id_number=telling.key)
        for telling in tellings
        if telling.is_anonymous
    )


def _rename_all(tellings: Sequence[Telling], known: dict[str, Party], on: date) -> list[Event]:
    """Let parties bear the names newly told of; the tellings of one party follow each other as they came."""
    differing = [
        telling for telling in tellings if telling.names[-1:] != [known[telling.key].name] or telling.names[1:]
    ]
    borne = _borne_names([known[telling.key].pk for telling in differing])
    former, renamed, news = [], {}, list[Event]()
    for telling in differing:
        party = known[telling.key]
        for name in telling.names:
            if folded(name) == folded(party.name) or (party.pk, folded(name)) in borne:
                continue
            old = _bear(party, name)
            borne.add((party.pk, folded(old)))
            former.append(FormerName(party=party, name=old, until=on))
            renamed[party.pk] = party
            shown = ("", "") if party.kind == Party.Kind.NATURAL else (old, name)
            news.append(PartyRenamed(party.ref, party.code, *shown, on))
    FormerName.objects.bulk_create(former)
    Party.objects.bulk_update(renamed.values(), ["name", "search"])
    return news


def _borne_names(parties: Sequence[int]) -> set[tuple[int, str]]:
    found = (FormerName.objects.filter(party__in=chunk) for chunk in _chunks(parties))
    return {(row.party_id, folded(row.name)) for rows in found for row in rows}


def _bear(party: Party, name: str) -> str:
    """Let a party bear a name, without saving; people still find it by the old one. Return the old one."""
    old = party.name
    party.name = name
    party.search = f"{bigrams(name)} {party.search}"
    return old


def _entered(party: Party, on: date) -> PartyEntered:
    name = "" if party.kind == Party.Kind.NATURAL else party.name
    return PartyEntered(party.ref, party.code, party.scheme, name, on)


def _chunks(keys: Sequence[Key]) -> Iterable[Sequence[Key]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))
