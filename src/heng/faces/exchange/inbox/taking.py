"""The whole way in 「收件」: a stream becomes a batch and ends with its report."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from heng.engines.procedure import Refusal
from heng.faces.exchange.inbox import keeping, readers, sniff
from heng.faces.exchange.inbox.answer import Answer
from heng.faces.exchange.inbox.pipeline import SETTLED, Inbox
from heng.faces.exchange.inbox.record import Finding, Received, Rejected, SourceProfile, Unreadable
from heng.faces.exchange.inbox.report import Report, Tally, report_on
from heng.faces.exchange.inbox.sniff import Source, Weighed
from heng.faces.exchange.models import Batch, Item
from heng.registers.authorities.actors import Actor

STRIDE = 100
COUNTED = ("taken", "updated", "unchanged", "held", "waiting", "refused")
Progress = Callable[[int, int], None]
"""Hears, from time to time, how many bytes and how many records have gone by."""


def take(
    source: Source,
    *,
    name: str,
    profile: SourceProfile,
    by: Actor,
    on: date,
    at: datetime,
    progress: Progress | None = None,
    handed_in_by: str = "",
) -> Report:
    """Take in a stream, and say what became of every record. Taking it twice changes nothing.

    `handed_in_by` is the person who handed the stream in for its system, when it was not sent by that system itself.
    """
    person = (handed_in_by or by.person)[:60]
    batch = Batch.objects.create(source=profile.code, file_name=name[:300], person=person, started_at=at)
    tally = Tally(batch)
    error, weighed = "", None
    try:
        opened = sniff.open_source(source)
        weighed = opened.weighed
        inbox = Inbox(profile, batch, by, on, at, tally.hear)
        inbox.take(_watched(readers.read(opened, profile), weighed, progress))
        if opened.remark:
            tally.remark_file(opened.remark)
    except Unreadable as unreadable:
        error = unreadable.reason
    return _finish(batch, tally, weighed, error)


def retry(items: Sequence[Item], *, profile: SourceProfile, by: Actor, on: date, at: datetime) -> dict[str, int]:
    """Take up records of one source that were kept, and count by verdict what became different."""
    changed: dict[str, int] = {}
    if not items:
        return changed

    def hear(record: Received | Rejected, answer: Answer, item: Item | None) -> None:  # noqa: ARG001
        changed[answer.verdict] = changed.get(answer.verdict, 0) + 1

    Inbox(profile, items[0].batch, by, on, at, hear).offer(items)
    return changed


def correct(
    item: Item, raw: bytes, *, profile: SourceProfile, by: Actor, on: date, at: datetime
) -> tuple[Finding, ...]:
    """Take a corrected record in place of one that was kept; return what is still wrong with it.

    What its desk refuses again changes nothing: the record stays as it was kept.

    Raises:
        Refusal: `closed`: the item is closed already; `not-one`: the text is not exactly one record.
    """
    if item.resolved_at is not None:
        raise Refusal("closed", "该条已经办结，不能再更正")
    records = readers.again(item.dataset, raw, profile, item.line)
    if len(records) != 1:
        raise Refusal("not-one", f"更正内容应当是一条记录，现为 {len(records)} 条")
    record = records[0]
    if isinstance(record, Rejected):
        return record.findings
    answer = _offered(record, Inbox(profile, item.batch, by, on, at, lambda *_: None))
    if answer.verdict == "refused":
        return (Finding("", answer.code, answer.reason),)
    if keeping.digest_of(record) != item.digest:
        settled = answer.verdict in SETTLED
        keeping.close([item], at=at, how=keeping.CORRECTED if settled else keeping.REPLACED)
    return ()


def _offered(record: Received, inbox: Inbox) -> Answer:
    """Offer one record and undo what came of it when it is refused; return its own answer."""
    answers: list[Answer] = []

    def hear(told: Received | Rejected, answer: Answer, item: Item | None) -> None:  # noqa: ARG001
        if item is None:
            answers.append(answer)

    inbox.told = hear
    with transaction.atomic():
        inbox.take_part([record])
        if answers[0].verdict == "refused":
            transaction.set_rollback(True)
    return answers[0]


def _watched(
    records: Iterator[Received | Rejected], weighed: Weighed, progress: Progress | None
) -> Iterator[Received | Rejected]:
    for number, record in enumerate(records, start=1):
        yield record
        if progress is not None and number % STRIDE == 0:
            progress(weighed.size, number)


def _finish(batch: Batch, tally: Tally, weighed: Weighed | None, error: str) -> Report:
    for name in COUNTED:
        setattr(batch, name, tally.counts[name])
    batch.digest = weighed.sha256.hexdigest() if weighed is not None else ""
    batch.error = error
    batch.finished_at = timezone.now()
    batch.save()
    return report_on(tally, error)
