"""What the hour does for recordings 「录像定时处理」: kept files are cut, what came is signed, what stopped ends."""

from datetime import datetime, timedelta

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.timezone import now

from heng.engines.procedure import Refusal
from heng.ledger.evidence.recordings import ingest, manifest
from heng.ledger.evidence.recordings.models import Footage, Manifest, Segment
from heng.ledger.transparency import keys
from heng.registers.authorities.actors import CLOCK

SILENT = timedelta(hours=1)  # a live recording of which nothing comes for so long has ended
AT_ONCE = timedelta(minutes=2)  # other jobs want their turn


def convert(*, at: datetime) -> int:
    """Cut kept files into segments for a while; what is left waits for the next time. Return how many were ended."""
    return sum(_converted(footage, at + AT_ONCE) for footage in _under_way().filter(file__isnull=False))


def seal(*, at: datetime) -> int:
    """Sign what came since the last time, and return how many manifests that made."""
    signed = Manifest.objects.filter(footage=OuterRef("footage"), last__gte=OuterRef("sequence"))
    waiting = Segment.objects.filter(~Exists(signed)).values("footage")
    return sum(seal_one(footage, at=at) for footage in Footage.objects.filter(pk__in=waiting))


def seal_one(footage: Footage, *, at: datetime) -> int:
    """Sign what came of one recording since the last time, and return how many manifests that made."""
    count = 0
    while manifest.seal(footage, signer=keys.signer(), by=CLOCK, at=at):
        count += 1
    return count


def end_silent(*, at: datetime) -> int:
    """End live recordings of which nothing came for long."""
    live = _under_way().filter(file__isnull=True).annotate(last=Max("segments__arrived_at"))
    silent = [footage for footage in live if (footage.last or footage.started_at) < at - SILENT]
    for footage in silent:
        ingest.finish(footage, by=CLOCK, at=at)
    return len(silent)


def _under_way() -> QuerySet[Footage]:
    return Footage.objects.filter(ended_at__isnull=True).order_by("pk")


def _converted(footage: Footage, until: datetime) -> bool:
    if now() > until:
        return False
    try:
        if not ingest.convert(footage, clock=now, until=until):
            return False
    except Refusal as refusal:
        ingest.finish(footage, by=CLOCK, at=now(), fault=refusal.reason)
        return True
    ingest.finish(footage, by=CLOCK, at=now())
    return True
