"""Deleting what may be deleted 「销毁文件」: after its time, never under a hold, and never without a trace."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.ledger.evidence import retention
from heng.ledger.evidence.events import FileDeleted
from heng.ledger.evidence.models import Content, File
from heng.ledger.evidence.recordings.models import Segment
from heng.ledger.evidence.retention import Matter
from heng.ledger.evidence.store import store

DUE = "保存期满"
AT_ONCE = 1000

MatterOf = Callable[[str], Matter]
"""Tells of what files are about whether it has ended, and who takes part."""


@transaction.atomic
def delete(file: File, *, by: journal.Author, on: date, matter: Matter, reason: str) -> File:
    """Delete a file 「销毁文件」. Its row and digests stay; the bytes go with the last that has the same content.

    The bytes go before the transaction ends: who is killed between the two leaves a file that is due without its bytes,
    and the next pass ends what was begun.

    Raises:
        Refusal: `reason-missing`, `deleted-already`, `held`, `not-ended` or `still-kept`.
    """
    if not reason.strip():
        raise Refusal("reason-missing", "销毁文件应当说明原因，请填写原因")
    content = Content.objects.select_for_update().get(pk=file.content_id)
    gone = File.objects.select_for_update().get(pk=file.pk)
    if gone.deleted_on is not None:
        raise Refusal("deleted-already", f"文件已于{gone.deleted_on}销毁")
    retention.check_deletable(gone, matter, on=on)
    gone.deleted_on = on
    gone.save(update_fields=["deleted_on"])
    is_last = not is_needed(content)
    told = FileDeleted(gone.subject, gone.ref, content.sha256, content.sm3, is_last, reason.strip(), on)
    journal.record(told, by=by, law=retention.rule(gone.retention, on=on).law)
    if is_last:
        destroy(content, on=on)
    return gone


def is_needed(content: Content) -> bool:
    """Tell whether a file or a recording that was not deleted has this content."""
    played = Segment.objects.filter(footage__deleted_on__isnull=True)
    return (
        content.files.filter(deleted_on__isnull=True).exists()
        or played.filter(content=content).exists()
        or played.filter(init=content).exists()
    )


def destroy(content: Content, *, on: date) -> None:
    """Destroy the bytes of a content that nothing needs; the caller holds its row."""
    content.deleted_on = on
    content.save(update_fields=["deleted_on"])
    store().remove(content.key)


def delete_due(*, by: journal.Author, on: date, matter_of: MatterOf) -> int:
    """Delete what may be deleted on a day, and return how many; what is refused stays for another day."""
    count, after = 0, 0
    while files := list(_due(on).filter(pk__gt=after).order_by("pk")[:AT_ONCE]):
        count += sum(_may_go(file, by=by, on=on, matter_of=matter_of) for file in files)
        after = files[-1].pk
    return count


def _due(on: date) -> QuerySet[File]:
    return File.objects.filter(deleted_on__isnull=True, keep_until__lt=on)


def _may_go(file: File, *, by: journal.Author, on: date, matter_of: MatterOf) -> bool:
    try:
        delete(file, by=by, on=on, matter=matter_of(file.about), reason=DUE)
    except Refusal:
        return False
    return True
