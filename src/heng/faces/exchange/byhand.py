"""What people do at the inbox 「人工办理」: hand in a file for a system, take up a record again, correct it.

The record is told by its system, as if it had come over the wire; who handed it in, looked into it or put it right
stands in the journal.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.utils.timezone import localtime

from heng.engines.procedure import Refusal
from heng.faces.exchange import sources
from heng.faces.exchange.events import FileHandedIn, ItemCorrected, ItemOpened, ItemsRetried
from heng.faces.exchange.inbox import keeping, taking
from heng.faces.exchange.inbox.record import Finding, Unreadable
from heng.faces.exchange.inbox.report import LABELS, Report
from heng.faces.exchange.inbox.sniff import Source
from heng.faces.exchange.legible import in_lines
from heng.faces.exchange.models import Batch, Item
from heng.ledger import journal
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, Role, is_administrator, is_staff, sees_everything
from heng.registers.parties import selectors as parties

LAW = "安公管办〔2022〕6号 七"
PREVIEWED = 8 * 1024  # bytes
EDITABLE = 64 * 1024  # bytes: a record of more is put right at its source


@dataclass(frozen=True, slots=True)
class Preview:
    """How a record begins, masked; `size` is that of the whole, in bytes."""

    text: str
    size: int
    is_whole: bool
    is_editable: bool


def may_look(actor: Actor) -> bool:
    """Say whether somebody may see what came in and why it was not taken."""
    return is_staff(actor) and (actor.role == Role.CENTRE or sees_everything(actor))


def may_work(actor: Actor) -> bool:
    """Say whether somebody may hand in, take up again and correct: clerks of a centre, and those who keep systems."""
    clerk = actor.role == Role.CENTRE and actor.power in {"handles", "heads"}
    return clerk or (is_administrator(actor) and actor.role in {Role.CENTRE, Role.COORDINATOR})


def hand_in(file: Source, *, name: str, source: str, by: Actor, at: datetime) -> Report:
    """Take in a file for one of the systems that `by` serves 「人工报送」.

    Raises:
        Refusal: `no-authority-to-act`; `unknown-source`: not a system that `by` serves.
    """
    _check(by)
    if not authorities.systems_served(by).filter(pk=source).exists():
        raise Refusal("unknown-source", "只能为本单位的对接系统报送文件，请重新选择来源系统", LAW)
    machine, profile = sources.sender(source)
    report = taking.take(
        file, name=name, profile=profile, by=machine, on=localtime(at).date(), at=at, handed_in_by=by.person
    )
    counts = tuple(f"{LABELS[verdict]} {count}" for verdict, count in report.counts.items() if count)
    with transaction.atomic():
        news = FileHandedIn(report.batch.ref, source, report.batch.file_name, report.batch.digest, counts)
        journal.record(news, by=by, law=LAW)
    return report


def retry(items: Sequence[Item], *, of: Batch | Item, by: Actor, at: datetime) -> dict[str, int]:
    """Take up kept records once more 「重新处理」; count by verdict what became different."""
    _check(by)
    changed: dict[str, int] = {}
    for source, part in groupby(sorted(items, key=lambda item: item.source), key=lambda item: item.source):
        machine, profile = sources.sender(source)
        done = taking.retry(list(part), profile=profile, by=machine, on=localtime(at).date(), at=at)
        for verdict, count in done.items():
            changed[verdict] = changed.get(verdict, 0) + count
    with transaction.atomic():
        told = tuple(f"{LABELS[verdict]} {count}" for verdict, count in changed.items())
        journal.record(ItemsRetried(of.ref, of.source, len(items), told), by=by, law=LAW)
    return changed


def preview(item: Item) -> Preview:
    """Show how a record begins, with numbers of people masked; names cannot be told from other words."""
    raw = keeping.raw_of(item)
    shown = in_lines(raw) if len(raw) <= EDITABLE else raw
    text = parties.mask_text(shown[:PREVIEWED].decode(errors="replace"))
    return Preview(text, size=len(raw), is_whole=len(shown) <= PREVIEWED, is_editable=len(raw) <= EDITABLE)


@transaction.atomic
def look_into(item: Item, *, by: Actor) -> str:
    """Read a record as it came, to put it right 「打开报送原文」. It may hold personal data: the journal knows who did.

    Raises:
        Refusal: `no-authority-to-act`; `too-long`; `not-text`.
    """
    _check(by)
    raw = keeping.raw_of(item)
    if len(raw) > EDITABLE:
        raise Refusal("too-long", f"原文超过 {EDITABLE // 1024} KB，不能在页面上更正，请由来源系统更正后重新报送", LAW)
    try:
        text = in_lines(raw).decode()
    except UnicodeDecodeError as error:
        raise Refusal("not-text", "原文不是 UTF-8 文字，不能在页面上更正，请由来源系统更正后重新报送", LAW) from error
    journal.record(ItemOpened(item.ref, item.source, item.dataset, item.key), by=by, law=LAW)
    return text


@transaction.atomic
def correct(item: Item, text: str, *, by: Actor, at: datetime) -> tuple[Finding, ...]:
    """Take a corrected record in place of the one that was kept 「更正收录」; return what is still wrong with it.

    Raises:
        Refusal: `no-authority-to-act`, `too-long`, and those of `taking.correct`.
    """
    _check(by)
    raw = text.encode()
    if len(raw) > EDITABLE:
        raise Refusal("too-long", f"更正内容超过 {EDITABLE // 1024} KB，请由来源系统更正后重新报送", LAW)
    machine, profile = sources.sender(item.source)
    before = keeping.raw_of(item)
    try:
        wrong = taking.correct(item, raw, profile=profile, by=machine, on=localtime(at).date(), at=at)
    except Unreadable as error:
        return (Finding("", error.code, error.reason),)
    if not wrong:
        news = ItemCorrected(item.ref, item.source, item.dataset, item.key, _sha256(before), _sha256(raw))
        journal.record(news, by=by, law=LAW)
    return wrong


def _check(by: Actor) -> None:
    if not may_work(by):
        raise Refusal("no-authority-to-act", "您无权办理报送数据，请由交易中心工作人员或系统管理员办理", LAW)


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
