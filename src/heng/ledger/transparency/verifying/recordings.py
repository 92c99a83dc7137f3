"""Recordings: every segment is read through, and manifests, rows and the journal are held against each other."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Max, Min, Q, QuerySet

from heng.ledger.evidence.recordings import proving
from heng.ledger.evidence.recordings.models import Footage
from heng.ledger.transparency import selectors
from heng.ledger.transparency.verifying.findings import Finding


class Stretch(NamedTuple):
    """Segments of a recording, from the first to the last of them."""

    footage: int
    first: int
    last: int


def footages(since: datetime | None) -> "QuerySet[Footage]":
    """Ask for the recordings, or for those that were under way since a moment."""
    every = Footage.objects.order_by("pk")
    return every.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=since)) if since else every


def stretches(since: datetime | None, most: int) -> Iterator[Stretch]:
    """List the segments that are kept, or those that came since a moment, so many at once."""
    came = Q(segments__arrived_at__gte=since) if since else Q()
    first, last = (of("segments__sequence", filter=came) for of in (Min, Max))
    there = footages(since).filter(deleted_on__isnull=True).annotate(first=first, last=last).filter(last__isnull=False)
    for pk, begin, end in there.values_list("pk", "first", "last"):
        for start in range(begin, end + 1, most):
            yield Stretch(pk, start, min(start + most - 1, end))


def check_segments(stretch: Stretch) -> tuple[Counter[str], list[Finding]]:
    """Read these segments; those of a recording that was deleted by now are no finding."""
    footage = Footage.objects.get(pk=stretch.footage)
    flaws = list(proving.contents(footage, stretch.first, stretch.last))
    footage.refresh_from_db()
    looked = Counter({proving.SEGMENT: stretch.last - stretch.first + 1})
    return looked, [] if footage.deleted_on else _findings(footage, flaws)


def check_manifests(pk: int, now: datetime) -> tuple[Counter[str], list[Finding]]:
    """Check the manifests of a recording, and that every segment stands in one; also of one that was deleted."""
    footage = Footage.objects.get(pk=pk)
    looked = Counter({proving.MANIFEST: footage.manifests.count()})
    return looked, _findings(footage, proving.manifests(footage, selectors.vkey(), now=now))


def _findings(footage: Footage, flaws: list[proving.Flaw]) -> list[Finding]:
    return [Finding(flaw.kind, f"{footage.ref}{flaw.place}", flaw.what) for flaw in flaws]
