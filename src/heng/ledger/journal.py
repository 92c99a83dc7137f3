"""The journal 「留痕」: every change of state is one entry, written in the transaction of the change."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.db import transaction

from heng.engines.procedure import Refusal
from heng.ledger import events
from heng.ledger.events import Event
from heng.ledger.keeping import PersonalValueErased
from heng.ledger.models import Entry, Pending, PersonalValue


class Author(Protocol):
    """Who acts: as which role, which person, in which post of which department."""

    @property
    def role(self) -> str: ...
    @property
    def person(self) -> str: ...
    @property
    def post(self) -> str: ...
    @property
    def authority(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Act:
    """An event and the article it rests on, for writing many at once."""

    event: Event
    law: str = ""


def record(event: Event, *, by: Author, law: str = "") -> Entry:
    """Write one entry in the caller's transaction and return it.

    Raises:
        TransactionManagementError: no transaction is open, so the change and its trace could part.
    """
    return record_all([Act(event, law)], by=by)[0]


def record_all(acts: Iterable[Act], *, by: Author) -> list[Entry]:
    """Write many entries at once, in their order, in the caller's transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("an act is recorded in the transaction that does it")
    encoded = [(act, *events.encode(act.event)) for act in acts]
    entries = Entry.objects.bulk_create([_entry(act, body, by) for act, body, _ in encoded])
    Pending.objects.bulk_create([Pending(entry_id=entry.pk) for entry in entries])
    PersonalValue.objects.bulk_create(
        [
            PersonalValue(entry=entry, field=secret.field, salt=secret.salt, value=secret.value)
            for entry, (_, _, sealed) in zip(entries, encoded, strict=True)
            for secret in sealed
        ]
    )
    return entries


@transaction.atomic
def erase(entry: Entry, field: str, *, by: Author, law: str, reason: str) -> Entry:
    """Erase one personal value and its salt 「删除个人信息」; the commitment stays in the body. Return the trace of it.

    Without the salt nobody can guess from the commitment what the value was, yet the entry still proves itself.

    Raises:
        Refusal: `reason-missing`, or `nothing-to-erase` when the value was erased before or never was.
    """
    if not reason.strip():
        raise Refusal("reason-missing", "请写明删除个人信息的原因", law)
    erased, _ = PersonalValue.objects.filter(entry=entry, field=field).delete()
    if not erased:
        raise Refusal("nothing-to-erase", "这项个人信息已经删除，或者本来就没有", law)
    return record(PersonalValueErased(entry.subject, entry.pk, field, reason), by=by, law=law)


def _entry(act: Act, body: str, by: Author) -> Entry:
    return Entry(
        kind=events.kind_of(type(act.event)),
        subject=act.event.subject,
        role=by.role,
        person=by.person,
        post=by.post,
        department=by.authority,
        law=act.law,
        body=body,
    )
