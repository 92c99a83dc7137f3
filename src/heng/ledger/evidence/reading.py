"""Reading evidence 「查阅文件」: what is kept about a matter, its bytes in stretches, and who looked at it when.

The ledger knows no readers: the door asks the room whether somebody may read what a file is about. Every look is an
entry of the journal, as are reveals of personal data: so it is append-only and sealed like any other act.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, QuerySet

from heng.engines.procedure import Refusal
from heng.ledger import journal, reading
from heng.ledger.events import kind_of
from heng.ledger.evidence.events import FileKept, FileRead
from heng.ledger.evidence.models import File
from heng.ledger.evidence.sniffing import file_types
from heng.ledger.evidence.store import store
from heng.ledger.models import Entry

LOOKS = 50
REASON = "查阅文件应当说明用途，请填写用途"


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that somebody opened."""

    name: str
    media_type: str
    size: int
    sha256: str
    key: str

    def stretch(self, start: int, length: int) -> Iterator[bytes]:
        """Yield bytes from `start` on, in pieces; never the whole in memory."""
        return store().read(self.key, start, length)


def file(ref: str) -> File | None:
    """Find a file by its reference, as WJ000123."""
    digits = ref.removeprefix("WJ")
    return File.objects.filter(pk=int(digits)).first() if digits.isdecimal() and digits.isascii() else None


def files_about(subject: str) -> QuerySet[File]:
    """The files kept about a subject, deleted ones too, the newest first."""
    return File.objects.filter(about=subject).select_related("content").order_by("-pk")


def open_(file: File, *, by: journal.Author, reason: str, since: datetime | None = None) -> Reading:
    """Open a file for reading and record the look 「查阅记录」.

    `since` is given when more is fetched of a file that was opened, as a player does: a look of the same reader after
    that moment covers this one; anybody else looks anew.

    Raises:
        Refusal: `deleted`, or `reason-missing`.
    """
    if file.deleted_on is not None:
        raise Refusal("deleted", f"文件保存期满，已于{file.deleted_on}销毁")
    if since is None or not _has_looked(file, by, since):
        _record(file, by, reason)
    return Reading(
        name=file.name,
        media_type=file_types()[file.kind].media_type,
        size=file.content.size,
        sha256=file.content.sha256,
        key=file.content.key,
    )


def label_of(file: File) -> str:
    """Name the type of a file in Chinese."""
    return file_types()[file.kind].label


def keeping_of(file: File) -> reading.Trace | None:
    """Tell the act by which a file was kept."""
    return reading.newest_naming(file.ref, about=file.subject, kind=kind_of(FileKept))


def looks_about(subject: str) -> list[reading.Trace]:
    """Tell who looked at any file about a subject, the newest first, so many at most."""
    refs = [file.ref for file in files_about(subject)]
    return reading.search(subjects=refs, kind=kind_of(FileRead), limit=LOOKS)


def looks(file: File) -> list[reading.Trace]:
    """Tell who looked at a file when, the newest first, so many at most."""
    return reading.search(subject=file.ref, kind=kind_of(FileRead), limit=LOOKS)


def looks_counts(files: Collection[File]) -> dict[str, int]:
    """Count the looks at each of these files, by reference; one query."""
    rows = Entry.objects.filter(subject__in=[file.ref for file in files], kind=kind_of(FileRead))
    return dict(rows.order_by().values_list("subject").annotate(number=Count("pk")))


def _has_looked(file: File, by: journal.Author, since: datetime) -> bool:
    who = {"role": by.role, "person": by.person, "department": by.authority, "at__gte": since}
    return Entry.objects.filter(subject=file.ref, kind=kind_of(FileRead), **who).exists()


@transaction.atomic
def _record(file: File, by: journal.Author, reason: str) -> None:
    if not reason.strip():
        raise Refusal("reason-missing", REASON)
    journal.record(FileRead(file.ref, file.about, file.content_id, reason.strip()), by=by)
