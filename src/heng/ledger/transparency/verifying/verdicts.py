"""Verdicts 「核验结果」: each verification leaves its entry; the newest one is what doors show."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from django.conf import settings
from django.db import transaction

from heng.ledger import journal
from heng.ledger.events import kind_of
from heng.ledger.journal import Author
from heng.ledger.models import Checkpoint, Entry
from heng.ledger.transparency.verifying.events import LogDoubted, LogVerified
from heng.ledger.transparency.verifying.findings import Report
from heng.ledger.transparency.verifying.running import EVER, Since

TOLD = 50  # findings that stand in the entry
OVERDUE = timedelta(hours=36)  # verified daily
VERIFIED, DOUBTED = kind_of(LogVerified), kind_of(LogDoubted)
_decode = msgspec.json.Decoder(dict[str, object]).decode


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a verification ended: whether nothing was found, how much was looked at, and the first findings."""

    entry: int
    at: datetime
    is_intact: bool
    is_full: bool
    size: int
    looked: tuple[str, ...]
    found: int
    findings: tuple[str, ...]

    def is_overdue(self, now: datetime) -> bool:
        """Whether none followed in time."""
        return now - self.at > OVERDUE


@transaction.atomic
def pronounce(report: Report, *, is_full: bool, started_at: datetime, by: Author) -> Entry:
    """Record how a verification ended."""
    looked = tuple(f"{kind}{count}" for kind, count in report.looked.items() if count)
    log = str(settings.LOG_ORIGIN)
    if report.is_intact:
        return journal.record(LogVerified(log, report.size, report.root, is_full, looked, started_at), by=by)
    told = tuple(str(finding) for finding in report.findings[:TOLD])
    return journal.record(LogDoubted(log, report.size, report.found, told, is_full, looked, started_at), by=by)


def verdicts(limit: int = 20) -> list[Verdict]:
    """List the newest verdicts, the newest first."""
    entries = Entry.objects.filter(kind__in=[VERIFIED, DOUBTED]).order_by("-pk")[:limit]
    return [_verdict(entry) for entry in entries]


def newest() -> Verdict | None:
    """Return the newest verdict; None before the first."""
    return next(iter(verdicts(1)), None)


def since() -> Since:
    """Return where the last verification ended that found nothing, unless its root is not that of the log any more."""
    entry = Entry.objects.filter(kind=VERIFIED).order_by("-pk").first()
    if entry is None:
        return EVER
    body = _decode(entry.body)
    size, root = int(str(body["size"])), str(body["root"])
    if size and not Checkpoint.objects.filter(size=size, root=root).exists():
        return EVER
    return Since(size, datetime.fromisoformat(str(body["started_at"])))


def _verdict(entry: Entry) -> Verdict:
    body = _decode(entry.body)
    findings = body.get("findings", ())
    looked = body["looked"]
    return Verdict(
        entry=entry.pk,
        at=entry.at,
        is_intact=entry.kind == VERIFIED,
        is_full=bool(body["is_full"]),
        size=int(str(body["size"])),
        looked=tuple(map(str, looked if isinstance(looked, list) else ())),
        found=int(str(body.get("found", 0))),
        findings=tuple(map(str, findings if isinstance(findings, list) else ())),
    )
