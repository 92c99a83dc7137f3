"""What could not be taken is kept 「待处理」: as it came, with its reasons, until it is taken or given up."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from heng.faces.exchange.inbox.answer import Answer
from heng.faces.exchange.inbox.record import Finding, Received, Rejected
from heng.faces.exchange.models import Batch, Item

CHUNK = 500
FAST = 1  # of zlib
OPEN = Q(resolved_at__isnull=True)
TOLD = ("batch", "line", "parent", "verdict", "code", "reason", "law", "findings", "project", "tried_at", "resolved_at")
TAKEN, CORRECTED, REREAD = "已收录", "更正后的数据已收录", "已重新解读"
REPLACED = "已由更正后的数据代替，继续等待处理"


@dataclass(frozen=True, slots=True)
class Kept:
    """A record that was not taken, and what was answered."""

    record: Received | Rejected
    answer: Answer

    @property
    def place(self) -> tuple[str, str, str]:
        """What makes it one item: dataset, key and digest."""
        return self.record.dataset, self.record.key, digest_of(self.record)


def digest_of(record: Received | Rejected) -> str:
    """Return the digest under which a record is kept: of its meaning, or when that is not known, of its bytes."""
    if isinstance(record, Received):
        return record.digest
    return f"{zlib.crc32(record.raw):08x}{len(record.raw):012x}"


def keep(kept: Sequence[Kept], batch: Batch, *, at: datetime, came: bool) -> None:
    """Keep what was not taken; what is kept already learns what was answered this time, and (`came`) its new batch."""
    if not kept:
        return
    known = {(row.dataset, row.key, row.digest): row for row in _known(kept, batch.source)}
    told: dict[tuple[str, str, str], Kept] = {}
    for one in kept:
        told.setdefault(one.place, one)
    rows = [_told(known.get(place) or _new(one, batch, at), one, at) for place, one in told.items()]
    for row in rows:
        row.batch = batch if came else row.batch
    Item.objects.bulk_create([row for row in rows if row.pk is None], batch_size=CHUNK)
    Item.objects.bulk_update([row for row in rows if row.pk is not None], TOLD, batch_size=CHUNK)


def settle(records: Iterable[Received], source: str, *, at: datetime) -> None:
    """Close the items of records that were now taken, and what was refused under the same keys before."""
    taken = {(record.dataset, record.key): record.digest for record in records}
    for dataset in {dataset for dataset, _ in taken}:
        keys = [key for name, key in taken if name == dataset]
        for start in range(0, len(keys), CHUNK):
            _settle(source, dataset, keys[start : start + CHUNK], taken, at)


def waiting_for(source: str, parents: Iterable[str], admitted: Iterable[str]) -> Iterator[list[Item]]:
    """Yield, some at a time, the open items that wait for one of these parents, or were held though it is in now."""
    entered = set(admitted)
    named = sorted({*parents, *entered})
    for start in range(0, len(named), CHUNK):
        part = named[start : start + CHUNK]
        waits = Q(verdict=Item.Verdict.WAITING, parent__in=part)
        held = Q(verdict=Item.Verdict.HELD, parent__in=[name for name in part if name in entered])
        yield from in_parts(Item.objects.filter(OPEN, waits | held, source=source).order_by("pk"))


def tried(items: Sequence[Item], *, at: datetime) -> None:
    """Count that these were taken up once more."""
    Item.objects.filter(pk__in=[item.pk for item in items]).update(attempts=F("attempts") + 1, tried_at=at)


def close(items: Sequence[Item], *, at: datetime, how: str) -> None:
    """Close items, saying how."""
    Item.objects.filter(OPEN, pk__in=[item.pk for item in items]).update(resolved_at=at, resolution=how)


def in_parts(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Cut items into lists that fit into memory."""
    part: list[Item] = []
    for item in items:
        part.append(item)
        if len(part) == CHUNK:
            yield part
            part = []
    if part:
        yield part


def raw_of(item: Item) -> bytes:
    """Return a record as it came."""
    return zlib.decompress(item.raw)


def findings_of(kept: Kept) -> list[dict[str, str]]:
    """Return what was found, for the column."""
    found: Sequence[Finding] = kept.record.findings if isinstance(kept.record, Rejected) else ()
    return [{"field": one.field[:200], "code": one.code, "message": one.message} for one in found]


def _known(kept: Sequence[Kept], source: str) -> Iterator[Item]:
    digests = sorted({one.place[2] for one in kept})
    for start in range(0, len(digests), CHUNK):
        yield from Item.objects.filter(source=source, digest__in=digests[start : start + CHUNK]).defer("raw")


def _new(one: Kept, batch: Batch, at: datetime) -> Item:
    dataset, key, digest = one.place
    raw = zlib.compress(one.record.raw, FAST)
    return Item(source=batch.source, dataset=dataset, key=key, digest=digest, raw=raw, batch=batch, received_at=at)


def _told(row: Item, one: Kept, at: datetime) -> Item:
    answer = one.answer
    row.line, row.tried_at, row.resolved_at = one.record.line, at, None
    row.verdict, row.code, row.law = answer.verdict, answer.code[:40], answer.law[:200]
    row.reason, row.project, row.parent = answer.reason, answer.project, answer.parent[:160]
    row.findings = findings_of(one)
    return row


def _settle(source: str, dataset: str, keys: list[str], taken: dict[tuple[str, str], str], at: datetime) -> None:
    items = Item.objects.filter(OPEN, source=source, dataset=dataset, key__in=keys).defer("raw")
    closed = []
    for item in items:
        same = item.digest == taken[dataset, item.key]
        if same or item.verdict == Item.Verdict.REFUSED:
            item.resolved_at, item.resolution = at, TAKEN if same else CORRECTED
            closed.append(item)
    Item.objects.bulk_update(closed, ["resolved_at", "resolution"])
