"""Deleting recordings 「销毁录像」: as files are, after their time, never under a hold, and never without a trace."""

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.ledger.evidence import retention
from heng.ledger.evidence.deleting import DUE, MatterOf, destroy, is_needed
from heng.ledger.evidence.models import Content
from heng.ledger.evidence.recordings.events import RecordingDeleted
from heng.ledger.evidence.recordings.models import Footage
from heng.ledger.evidence.retention import Matter


@transaction.atomic
def delete(footage: Footage, *, by: journal.Author, on: date, matter: Matter, reason: str) -> Footage:
    """Delete a recording 「销毁录像」. Rows and manifests stay; bytes go that no other recording and no file has.

    As with files, the bytes go before the transaction ends, and the next pass ends what was begun.

    Raises:
        Refusal: `reason-missing`, `deleted-already`, `under-way`, `held`, `not-ended` or `still-kept`.
    """
    gone = Footage.objects.select_for_update().get(pk=footage.pk)
    _check_whole(gone, reason)
    retention.check_deletable(gone, matter, on=on)
    contents = list(_contents(gone).select_for_update().order_by("pk"))
    gone.deleted_on = on
    gone.save(update_fields=["deleted_on"])
    lost = [content for content in contents if not is_needed(content)]
    journal.record(_news(gone, len(lost), reason.strip(), on), by=by, law=retention.rule(gone.retention, on=on).law)
    for content in lost:
        destroy(content, on=on)
    return gone


def delete_due(*, by: journal.Author, on: date, matter_of: MatterOf) -> int:
    """Delete the recordings that may be deleted on a day, and return how many; the others stay for another day."""
    due = Footage.objects.filter(deleted_on__isnull=True, keep_until__lt=on).order_by("pk")
    return sum(_may_go(footage, by=by, on=on, matter_of=matter_of) for footage in list(due))


def _check_whole(footage: Footage, reason: str) -> None:
    if not reason.strip():
        raise Refusal("reason-missing", "销毁录像应当说明原因，请填写原因")
    if footage.deleted_on is not None:
        raise Refusal("deleted-already", f"录像已于{footage.deleted_on}销毁")
    if footage.ended_at is None:
        raise Refusal("under-way", "录像尚未结束，不得销毁")


def _contents(footage: Footage) -> QuerySet[Content]:
    its = footage.segments.order_by()
    return Content.objects.filter(Q(pk__in=its.values("content")) | Q(pk__in=its.values("init")))


def _news(footage: Footage, lost: int, reason: str, on: date) -> RecordingDeleted:
    last = footage.manifests.order_by("-first").first()
    digest = last.digest if last else ""
    return RecordingDeleted(footage.about, footage.ref, digest, footage.segments.count(), lost, reason, on)


def _may_go(footage: Footage, *, by: journal.Author, on: date, matter_of: MatterOf) -> bool:
    try:
        delete(footage, by=by, on=on, matter=matter_of(footage.about), reason=DUE)
    except Refusal:
        return False
    return True
