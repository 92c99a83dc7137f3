"""Keeping a file 「保存文件」: spooled and digested once, told, scanned, put into the store, and only then entered.

A process that dies on the way leaves at most bytes without a row, which `checking.sweep` removes.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings
from django.db import transaction

from heng.engines.procedure import Refusal
from heng.engines.tlog.digests import digests
from heng.ledger import journal
from heng.ledger.evidence import categories, names, retention
from heng.ledger.evidence.categories import Category
from heng.ledger.evidence.events import FileInfected, FileKept
from heng.ledger.evidence.models import Content, File
from heng.ledger.evidence.scanning import ScannerFault, scanner
from heng.ledger.evidence.sniffing import FileType, sniff
from heng.ledger.evidence.store import PIECE, anteroom, store

MEGABYTE = 1024**2


class Stream(Protocol):
    """Anything that gives its bytes piece by piece."""

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that came in whole and waits on this machine."""

    path: Path
    sha256: str
    sm3: str
    size: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a file comes from 「来源」: what it is about, its name, its type, the system, and how long it is kept."""

    about: str
    part: str
    category: Category
    name: str
    type: FileType
    source: str
    retention: str
    keep_until: date


def keep(
    stream: Stream,
    *,
    name: str,
    about: str,
    by: journal.Author,
    on: date,
    source: str = "",
    kind: str = "OTHER",
    category: str = categories.OTHER,
    part: str = "",
) -> File:
    """Keep a file, and record who kept it, when, from where, under which name, about what.

    `about` is a reference, `part` the key of a part of it; `kind` of `data/retention.csv` says how long it is kept,
    `category` of `data/categories.csv` what it is. A content that is known is not kept twice, only its provenance is.
    Call it outside a transaction: an infected file is recorded before it is refused.

    Raises:
        Refusal: `unknown-category`, `empty`, `too-large`, `unknown-type`, `type-mismatch`, `infected`, `not-scanned` or
            `try-again`.
    """
    tidy, what = names.clean(name), categories.check(category, on=on)
    with spooled(stream) as draft:
        found = sniff(draft.path, tidy)
        _scan(draft, about=by.person if what.is_shut else about, by=by, source=source)
        until = retention.rule(kind, on=on).last_day(on)
        _store(draft)
    return _enter(draft, Provenance(about, part, what, tidy, found, source, kind, until), by=by, on=on)


@contextmanager
def spooled(stream: Stream) -> Iterator[Draft]:
    """Write a stream to this machine's anteroom, digesting it; it is gone afterwards unless the store took it.

    Raises:
        Refusal: `empty` or `too-large`; nothing is read beyond the limit.
    """
    handle, name = tempfile.mkstemp(dir=anteroom())
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            told = digests(_written(stream, file))
        yield Draft(path, told.sha256.hex(), told.sm3.hex(), told.size)
    finally:
        path.unlink(missing_ok=True)


def _written(stream: Stream, file: BinaryIO) -> Iterator[bytes]:
    for piece in _bounded(stream):
        file.write(piece)
        yield piece


def _bounded(stream: Stream) -> Iterator[bytes]:
    limit: int = settings.FILES_MAX_BYTES
    size = 0
    while piece := stream.read(PIECE):
        size += len(piece)
        if size > limit:
            most = f"{limit // MEGABYTE} MB" if limit >= MEGABYTE else f"{limit} 字节"
            raise Refusal("too-large", f"文件超过单个文件上限 {most}，请压缩或拆分后重新提交")
        yield piece
    if not size:
        raise Refusal("empty", "文件没有内容，请核对后重新选择")


def _scan(draft: Draft, *, about: str, by: journal.Author, source: str) -> None:
    try:
        finding = scanner().scan(draft.path)
    except ScannerFault as fault:
        raise Refusal("not-scanned", "病毒扫描服务暂时不可用，文件未保存，请稍后重试") from fault
    if finding:
        with transaction.atomic():
            journal.record(FileInfected(about, finding, draft.sha256, source), by=by)
        raise Refusal("infected", f"病毒扫描发现有害内容（{finding}），文件未保存；请在杀毒后重新提交")


def _store(draft: Draft) -> None:
    """Put the bytes where their digest says, unless they lie there for a row that stands."""
    content = Content(sha256=draft.sha256)
    known = Content.objects.filter(pk=draft.sha256, deleted_on__isnull=True).exists()
    if not (known and store().has(content.key)):
        store().put(content.key, draft.path)


@transaction.atomic
def _enter(draft: Draft, came: Provenance, *, by: journal.Author, on: date) -> File:
    """Enter the rows and the trace; the lock on the content keeps away whoever would delete it meanwhile."""
    content = _content(draft)
    if not store().has(content.key):
        raise Refusal("try-again", "文件内容刚刚到期销毁，请重新提交一次")
    file = File.objects.create(
        content=content,
        about=came.about,
        name=came.name,
        kind=came.type.kind,
        category=came.category.category,
        part=came.part,
        is_shut=came.category.is_shut,
        source=came.source,
        role=by.role,
        person=by.person,
        department=by.authority,
        retention=came.retention,
        keep_until=came.keep_until,
    )
    journal.record(_news(file, came, on), by=by)
    store().lock(content.key, until=came.keep_until)
    return file


def _content(draft: Draft) -> Content:
    facts = {"sm3": draft.sm3, "size": draft.size}
    content, _ = Content.objects.select_for_update().get_or_create(sha256=draft.sha256, defaults=facts)
    if content.deleted_on is not None:
        content.deleted_on = None
        content.save(update_fields=["deleted_on"])
    return content


def _news(file: File, came: Provenance, on: date) -> FileKept:
    return FileKept(
        file.subject,
        file=file.ref,
        name=came.name,
        kind=came.type.label,
        size=file.content.size,
        sha256=file.content.sha256,
        sm3=file.content.sm3,
        source=came.source,
        keep_until=came.keep_until,
        on=on,
    )
