"""The relay 「投递」: after commit, every entry reaches every listener once, in one order.

Two moves, each in a transaction of its own. *Sequencing* gives a turn to each committed entry that has none.
*Delivery* calls a listener with the next entries of its kinds and moves its cursor in the same transaction as what the
handler wrote, so that whoever is killed in the middle neither loses an entry nor tells one twice.
"""

import logging
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import msgspec
from django.db import connection, transaction
from django.db.models import Max, QuerySet

from heng.engines.procedure import Refusal
from heng.ledger import events, journal
from heng.ledger.keeping import DeliveryPassedOver, DeliveryRetried
from heng.ledger.listening import Listener, Told, listeners, listens
from heng.ledger.models import Cursor, Pending, Turn

__all__ = ["Listener", "Passage", "Told", "deliver", "listeners", "listens", "retry", "run", "sequence", "skip", "step"]

SEQUENCE_BATCH = 1_000
DELIVERY_BATCH = 50
HOLD_SECONDS = 0.004  # on SQLite, which has one writer, a batch ends after this long: others wait
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
ERROR_LENGTH = 2_000
_SEQUENCE_LOCK = 0x48454E47  # "HENG", the key of the advisory lock

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Passage:
    """What one pass did: turns given, entries told, and the listeners that stumbled."""

    sequenced: int = 0
    told: int = 0
    stumbled: tuple[str, ...] = field(default=())

    def __add__(self, other: "Passage") -> "Passage":
        stumbled = tuple(dict.fromkeys((*self.stumbled, *other.stumbled)))
        return Passage(self.sequenced + other.sequenced, self.told + other.told, stumbled)


def run(*, now: datetime) -> Passage:
    """Pass again and again until nothing is left to tell, news of the handlers themselves included.

    For who is alone with the database: it gives way to nobody.
    """
    total = Passage()
    while (passage := step(now=now, gives_way=False)).sequenced or passage.told:
        total += passage
    return total + passage


def step(*, now: datetime, gives_way: bool = True) -> Passage:
    """Sequence what waits, then tell each listener at most one batch, so that none waits for another."""
    sequenced = sequence(gives_way=gives_way)
    _open_cursors()
    total = Passage(sequenced)
    for listener in _with_news(now, gives_way=gives_way):
        total += deliver(listener, now=now, gives_way=gives_way)
    return total


def sequence(*, gives_way: bool = True) -> int:
    """Give turns to the entries that are committed and have none, in the order of their numbers; return how many.

    One process at a time: a lock on PostgreSQL, the write transaction itself on SQLite. An entry whose transaction
    commits late gets a late turn, however low its number.
    """
    if not Pending.objects.exists():
        return 0
    with _giving_way(gives_way), transaction.atomic():
        _hold_the_sequence()
        numbers = list(Pending.objects.order_by("pk").values_list("pk", flat=True)[:SEQUENCE_BATCH])
        first = _horizon() + 1
        Turn.objects.bulk_create([Turn(position=first + index, entry_id=pk) for index, pk in enumerate(numbers)])
        Pending.objects.filter(pk__in=numbers).delete()
    return len(numbers)


def deliver(listener: Listener, *, now: datetime, gives_way: bool = True) -> Passage:
    """Tell one listener its next batch, unless it waits after a failure or another relay is telling it right now."""
    with _giving_way(gives_way), transaction.atomic():
        cursor = _locked(skip=True).filter(pk=listener.name).first()
        if cursor is None or _waits(cursor, now):
            return Passage()
        return _tell_batch(listener, cursor, now, HOLD_SECONDS if _shares_a_lock(gives_way) else math.inf)


@transaction.atomic
def retry(listener: str, *, by: journal.Author) -> None:
    """Let a listener that failed be tried again at the next pass 「重新投递」, and record who asked for it.

    Raises:
        Refusal: `not-failing`.
    """
    cursor = _failing(listener)
    cursor.retry_at = None
    cursor.save(update_fields=["retry_at"])
    journal.record(DeliveryRetried(listener, cursor.failures, cursor.error), by=by)


@transaction.atomic
def skip(listener: str, *, by: journal.Author, reason: str) -> None:
    """Pass over the entry at which a listener fails 「跳过投递」: it will never hear it. Recorded with the reason.

    Raises:
        Refusal: `reason-missing` or `not-failing`.
    """
    if not reason.strip():
        raise Refusal("reason-missing", "请写明跳过这条消息的原因")
    cursor = _failing(listener)
    turn = Turn.objects.select_related("entry").get(position=cursor.stumbling or 0)
    journal.record(DeliveryPassedOver(listener, turn.entry_id, turn.entry.kind, cursor.error, reason), by=by)
    _recover(cursor)
    cursor.position = turn.position
    cursor.save()


def _tell_batch(listener: Listener, cursor: Cursor, now: datetime, seconds: float) -> Passage:
    horizon, until, told = _horizon(), time.monotonic() + seconds, 0
    turns = list(_news(listener, cursor.position, horizon)[:DELIVERY_BATCH])
    for turn in turns:
        fault = _tell(listener, turn)
        if fault is not None:
            _stumble(cursor, turn, fault, now)
            break
        _recover(cursor)
        cursor.position, told = turn.position, told + 1
        if time.monotonic() > until:
            break
    else:
        if len(turns) < DELIVERY_BATCH:
            cursor.position = horizon
    cursor.save()
    return Passage(told=told, stumbled=(listener.name,) if cursor.failures else ())


def _tell(listener: Listener, turn: Turn) -> Exception | None:
    """Call the handler inside a savepoint; return what it raised, undone."""
    try:
        with transaction.atomic():
            _call(listener, turn)
    except Exception as fault:
        logger.exception("%s failed at entry %s (%s)", listener.name, turn.entry_id, turn.entry.kind)
        return fault
    return None


def _call(listener: Listener, turn: Turn) -> None:
    entry = turn.entry
    event_type = events.type_of(entry.kind)
    if event_type is None:
        raise LookupError(f"no event is called {entry.kind}")
    values = {value.field: value.value for value in entry.personal_values.all()}
    event = events.decode(event_type, entry.subject, msgspec.json.decode(entry.body), values)
    if listener.asks_circumstances:
        listener.handler(event, _circumstances(turn))
    else:
        listener.handler(event)


def _circumstances(turn: Turn) -> Told:
    entry = turn.entry
    return Told(
        entry=entry.pk,
        position=turn.position,
        at=entry.at,
        role=entry.role,
        person=entry.person,
        post=entry.post,
        department=entry.department,
        law=entry.law,
    )


def _stumble(cursor: Cursor, turn: Turn, fault: Exception, now: datetime) -> None:
    cursor.failures += 1
    cursor.stumbling = turn.position
    cursor.retry_at = now + min(FIRST_WAIT * 2 ** min(cursor.failures - 1, 20), LONGEST_WAIT)
    cursor.error = f"{type(fault).__name__}: {fault}"[:ERROR_LENGTH].replace("\0", "")


def _recover(cursor: Cursor) -> None:
    cursor.failures, cursor.stumbling, cursor.retry_at, cursor.error = 0, None, None, ""


def _waits(cursor: Cursor, now: datetime) -> bool:
    return cursor.retry_at is not None and cursor.retry_at > now


def _news(listener: Listener, after: int, horizon: int) -> QuerySet[Turn]:
    """Turns of the listener's kinds after a position, up to the horizon, before which no turn can still appear."""
    return (
        Turn.objects.filter(position__gt=after, position__lte=horizon)
        .of(listener.kinds)
        .select_related("entry")
        .prefetch_related("entry__personal_values")
    )


def _with_news(now: datetime, *, gives_way: bool) -> list[Listener]:
    """List who has something to hear now; move all others to the horizon in one statement."""
    horizon = _horizon()
    behind = Cursor.objects.filter(position__lt=horizon).in_bulk()
    due = [listener for listener in listeners() if listener.name in behind and not _waits(behind[listener.name], now)]
    heard = {listener.name for listener in due if not _news(listener, behind[listener.name].position, horizon).exists()}
    if heard:
        with _giving_way(gives_way):
            Cursor.objects.filter(pk__in=sorted(heard), position__lt=horizon).update(position=horizon)
    return [listener for listener in due if listener.name not in heard]


def _horizon() -> int:
    """Return the last turn given; whoever sees it sees every turn before it, for turns are given under a lock."""
    return Turn.objects.aggregate(last=Max("position"))["last"] or 0


def _open_cursors() -> None:
    missing = {listener.name for listener in listeners()} - set(Cursor.objects.values_list("pk", flat=True))
    if missing:
        Cursor.objects.bulk_create([Cursor(listener=name) for name in sorted(missing)], ignore_conflicts=True)


def _locked(*, skip: bool = False) -> QuerySet[Cursor]:
    return Cursor.objects.select_for_update(skip_locked=skip)


def _failing(listener: str) -> Cursor:
    cursor = _locked().filter(pk=listener, stumbling__isnull=False).first()
    if cursor is None:
        raise Refusal("not-failing", "这个接收方现在没有投递失败的消息，不需要处理")
    return cursor


def _hold_the_sequence() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEQUENCE_LOCK])


@contextmanager
def _giving_way(gives_way: bool) -> Iterator[None]:
    """On SQLite, stay away from the one write lock afterwards for as long as it was held: others wait for it asleep."""
    started = time.monotonic()
    yield
    if _shares_a_lock(gives_way):
        time.sleep(time.monotonic() - started)


def _shares_a_lock(gives_way: bool) -> bool:
    return gives_way and connection.vendor == "sqlite"
