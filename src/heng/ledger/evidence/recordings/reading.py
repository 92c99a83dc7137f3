"""Watching recordings 「查阅录像」: what there is of a matter, the bytes of segments, and who watched when."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, QuerySet

from heng.engines.procedure import Refusal
from heng.ledger import journal, reading
from heng.ledger.events import kind_of
from heng.ledger.evidence.recordings.events import RecordingRead
from heng.ledger.evidence.recordings.models import Footage
from heng.ledger.models import Entry

LOOKS = 50


def recordings_about(subject: str) -> QuerySet[Footage]:
    """List the recordings of a subject, the newest first, with the number of their segments and where they end."""
    found = Footage.objects.filter(about=subject).select_related("file").order_by("-pk")
    return found.annotate(number=Count("segments"), last=Max("segments__sequence"))


@transaction.atomic
def look(footage: Footage, *, by: journal.Author, reason: str, since: datetime) -> None:
    """Record that somebody watches 「查阅记录」, unless the same reader was recorded since that moment.

    Raises:
        Refusal: `deleted`.
    """
    if footage.deleted_on is not None:
        raise Refusal("deleted", f"录像保存期满，已于{footage.deleted_on}销毁")
    who = {"role": by.role, "person": by.person, "department": by.authority, "at__gte": since}
    if not Entry.objects.filter(subject=footage.ref, kind=kind_of(RecordingRead), **who).exists():
        journal.record(RecordingRead(footage.ref, footage.about, reason), by=by)


def looks(footage: Footage) -> list[reading.Trace]:
    """Tell who watched when, the newest first, so many at most."""
    return reading.search(subject=footage.ref, kind=kind_of(RecordingRead), limit=LOOKS)
