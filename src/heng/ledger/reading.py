"""Reads of the ledger 「查账」: what happened, in readable words, and how far each listener has heard.

These reads know no reader: the door bounds them by subject or by department before it shows them. Personal values are
never among the answers, only that they are kept or were erased.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.db.models import Count, Max, QuerySet

from heng.ledger import events
from heng.ledger.events import Event
from heng.ledger.listening import listeners
from heng.ledger.models import Cursor, Entry, Pending, PersonalValue, Turn

PAGE = 50


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of an entry: its name, its Chinese label, its value as text (empty for a personal one)."""

    name: str
    label: str
    value: str
    commitment: str = ""
    is_erased: bool = False

    @property
    def is_personal(self) -> bool:
        """Whether only a commitment stands here."""
        return bool(self.commitment)


@dataclass(frozen=True, slots=True)
class Trace:
    """One entry of the journal 「留痕」 as a person reads it."""

    entry: int
    kind: str
    label: str
    subject: str
    at: datetime
    role: str
    person: str
    post: str
    department: str
    law: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How often somebody did something by one law, and when the last time."""

    kind: str
    department: str
    person: str
    law: str
    count: int
    last: datetime


@dataclass(frozen=True, slots=True)
class News:
    """One entry with its turn 「序号」, for who follows the journal by cursor; its personal fields read ""."""

    position: int
    entry: int
    kind: str
    at: datetime
    event: Event


@dataclass(frozen=True, slots=True)
class Hearing:
    """How far one listener has heard 「投递进度」.

    `waiting` counts entries of its kinds that it has not heard. `stumbling` is the entry at which it fails, if it does.
    A listener that this program no longer has is not `is_known`.
    """

    listener: str
    label: str
    position: int
    waiting: int
    failures: int
    retry_at: datetime | None
    error: str
    stumbling: Trace | None
    is_known: bool

    @property
    def is_failing(self) -> bool:
        """Whether an entry stands in its way."""
        return self.failures > 0


def entry(number: int) -> Trace | None:
    """Tell one act."""
    return next(iter(_traces(Entry.objects.filter(pk=number))), None)


def newest_naming(ref: str, *, about: str, kind: str = "") -> Trace | None:
    """Tell the newest act about a subject whose body names a reference, as a decision does or the keeping of a file."""
    found = Entry.objects.filter(subject=about, body__contains=f'"{ref}"')
    narrowed = found.filter(kind=kind) if kind else found
    return next(iter(_traces(narrowed.order_by("-pk")[:1])), None)


def entries_about(subject: str) -> list[Trace]:
    """Tell the whole story of a subject, oldest first."""
    return _traces(Entry.objects.filter(subject=subject).order_by("pk"))


def search(
    *,
    subject: str = "",
    subjects: Collection[str] | None = None,
    kind: str = "",
    kinds: Collection[str] | None = None,
    people: Collection[str] | None = None,
    departments: Collection[str] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    before: int | None = None,
    without: tuple[str, str] | None = None,
    limit: int = PAGE,
) -> list[Trace]:
    """Find entries, newest first; an empty criterion asks nothing. `before` is the last entry of the page before.

    `subjects`, `kinds`, `people` and `departments` bound the answer; None bounds nothing. `since` is included, `until`
    not. `without` leaves out a kind of entries whose subject begins so.
    """
    asked = {
        "subject": subject,
        "kind": kind,
        "at__gte": since,
        "at__lt": until,
        "pk__lt": before,
    }
    found = Entry.objects.filter(**{name: value for name, value in asked.items() if value})
    if subjects is not None:
        found = found.filter(subject__in=sorted(subjects))
    if kinds is not None:
        found = found.filter(kind__in=sorted(kinds))
    if without is not None:
        found = found.exclude(kind=without[0], subject__startswith=without[1])
    if people is not None:
        found = found.filter(person__in=sorted(people))
    if departments is not None:
        found = found.filter(department__in=sorted(departments))
    return _traces(found.order_by("-pk")[:limit])


def tallies(subjects: Collection[str], *, without: Collection[str]) -> list[Tally]:
    """Count the acts about these subjects by kind, doer and law, but for some kinds; one query."""
    found = Entry.objects.filter(subject__in=sorted(subjects)).exclude(kind__in=sorted(without)).order_by()
    grouped = found.values_list("kind", "department", "person", "law").annotate(count=Count("pk"), last=Max("at"))
    return [Tally(*row) for row in grouped]


def horizon() -> int:
    """Return the last turn given. Turns are given in the order of commits: none can still appear before it."""
    return Turn.objects.aggregate(last=Max("position"))["last"] or 0


def news(
    kinds: Collection[str],
    *,
    after: int,
    until: int,
    subjects: Collection[str] | None = None,
    limit: int | None = None,
) -> list[News]:
    """List what happened after a turn, up to and with another, in the order of turns.

    Who asks again from the last turn of the answer hears every entry once, also one whose transaction commits late.
    """
    found = Turn.objects.filter(position__gt=after, position__lte=until).of(kinds)
    if subjects is not None:
        found = found.filter(entry__subject__in=sorted(subjects))
    rows = found.select_related("entry")[:limit]
    return [_news(row) for row in rows]


def cursors() -> list[Hearing]:
    """List every listener with its lag and its error, those that fail first."""
    known = {listener.name: listener for listener in listeners()}
    rows = {cursor.pk: cursor for cursor in Cursor.objects.all()}
    stumbling = _at_positions(cursor.stumbling for cursor in rows.values())
    hearings = []
    for name in known.keys() | rows.keys():
        cursor, listener = rows.get(name, Cursor(listener=name)), known.get(name)
        hearing = Hearing(
            listener=name,
            label=listener.label if listener else name,
            position=cursor.position,
            waiting=_waiting(cursor.position, listener.kinds) if listener else 0,
            failures=cursor.failures,
            retry_at=cursor.retry_at,
            error=cursor.error,
            stumbling=stumbling.get(cursor.stumbling),
            is_known=listener is not None,
        )
        hearings.append(hearing)
    return sorted(hearings, key=lambda hearing: (-hearing.failures, hearing.listener))


def waiting_for_a_turn() -> int:
    """Count committed entries that the relay has not yet put in order."""
    return Pending.objects.count()


def commitment_holds(entry: Entry, field: str) -> bool | None:
    """Tell whether the kept personal value is the one that the entry committed to; None when it was erased."""
    kept = PersonalValue.objects.filter(entry=entry, field=field).first()
    if kept is None:
        return None
    body = msgspec.json.decode(entry.body)
    return bool(body[field][events.COMMITMENT] == events.commitment(bytes(kept.salt), kept.value))


def _news(turn: Turn) -> News:
    entry = turn.entry
    event_type = events.type_of(entry.kind)
    if event_type is None:
        raise LookupError(f"no event is called {entry.kind}")
    event = events.decode(event_type, entry.subject, msgspec.json.decode(entry.body), {})
    return News(turn.position, entry.pk, entry.kind, entry.at, event)


def _waiting(position: int, kinds: Collection[str]) -> int:
    return Turn.objects.filter(position__gt=position).of(kinds).count()


def _at_positions(positions: Iterable[int | None]) -> dict[int | None, Trace]:
    turns = dict(
        Turn.objects.filter(position__in=[each for each in positions if each]).values_list("entry_id", "position")
    )
    return {turns[trace.entry]: trace for trace in _traces(Entry.objects.filter(pk__in=turns))}


def _traces(entries: QuerySet[Entry]) -> list[Trace]:
    return [_trace(entry) for entry in entries.prefetch_related("personal_values")]


def _trace(entry: Entry) -> Trace:
    kept = {value.field for value in entry.personal_values.all()}
    return Trace(
        entry=entry.pk,
        kind=entry.kind,
        label=events.label_of(entry.kind),
        subject=entry.subject,
        at=entry.at,
        role=entry.role,
        person=entry.person,
        post=entry.post,
        department=entry.department,
        law=entry.law,
        facts=_facts(entry, kept),
    )


def _facts(entry: Entry, kept: set[str]) -> tuple[Fact, ...]:
    event_type = events.type_of(entry.kind)
    labels: dict[str, str] = events.field_labels(event_type) if event_type else {}
    body: dict[str, object] = msgspec.json.decode(entry.body)
    unsaid = events.coded_fields(event_type) if event_type else frozenset()
    said = [name for name in labels if name in body and name not in unsaid]
    order = said + [name for name in body if name not in labels]
    return tuple(_fact(name, labels.get(name, name), body[name], is_kept=name in kept) for name in order)


def _fact(name: str, label: str, value: object, *, is_kept: bool) -> Fact:
    if isinstance(value, dict):
        return Fact(name, label, "", commitment=str(value.get(events.COMMITMENT, "")), is_erased=not is_kept)
    return Fact(name, label, _text(value))


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case list():
            return "、".join(_text(item) for item in value)
    return str(value)
