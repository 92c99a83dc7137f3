"""Manifests of recordings 「录像清单」: a line for each segment, each holding the digest of the line before, signed.

The text is that of a signed note (C2SP signed-note). Its head tells recording, subject, begin and when it was signed.
A line reads, separated by spaces: sequence, start, duration (ms), arrival, SHA-256, SM3, size, SHA-256 of the
initialisation section, of the packets, of the chunk it came in, of what the pictures are like, and of the line before.
"""

from datetime import UTC, datetime
from hashlib import sha256

from django.db import transaction

from heng.engines.tlog.notes import sign_note
from heng.engines.tlog.signing import Signer
from heng.ledger import journal
from heng.ledger.evidence.recordings.events import RecordingSealed
from heng.ledger.evidence.recordings.models import Footage, Manifest, Segment

HEADING = "heng recording v1"
FIRST = "0" * 64  # stands for the line before the first
MOST = 1000  # lines of one manifest


def line_of(segment: Segment, before: str) -> str:
    """Write the line of a segment; `before` is the digest of the line before."""
    content = segment.content
    seen = digest_of(f"{segment.prints} {segment.motion}")
    facts = [segment.sequence, segment.start, segment.duration, _moment(segment.arrived_at)]
    facts += [content.sha256, content.sm3, content.size, segment.init_id, segment.essence, segment.received or "-"]
    return " ".join(map(str, [*facts, seen, before]))


def digest_of(text: str) -> str:
    """Return the SHA-256 of a line or a note, hexadecimal."""
    return sha256(text.encode()).hexdigest()


@transaction.atomic
def seal(footage: Footage, *, signer: Signer, by: journal.Author, at: datetime) -> Manifest | None:
    """Sign what came since the last manifest 「录像固化」, and record the digest of the note; None: nothing came."""
    Footage.objects.select_for_update().get(pk=footage.pk)
    last = footage.manifests.order_by("-first").first()
    first = last.last + 1 if last else 0
    segments = list(footage.segments.filter(sequence__gte=first).select_related("content").order_by("sequence")[:MOST])
    if not segments:
        return None
    note = bytes(sign_note(text_of(footage, segments, _before(footage, first), at), signer)).decode()
    end = segments[-1]
    made = Manifest.objects.create(
        footage=footage, first=first, last=end.sequence, digest=digest_of(note), note=note, sealed_at=at
    )
    told = RecordingSealed(
        footage.about, footage.ref, made.digest, first, end.sequence, segments[0].start, end.start + end.duration
    )
    journal.record(told, by=by)
    return made


def text_of(footage: Footage, segments: list[Segment], before: str, at: datetime) -> str:
    """Write what is signed at a moment, from the rows as they stand."""
    lines = head_of(footage, at)
    for segment in segments:
        lines.append(line_of(segment, before))
        before = digest_of(lines[-1])
    return "\n".join(lines) + "\n"


def head_of(footage: Footage, at: datetime) -> list[str]:
    """Write the lines before those of the segments."""
    return [HEADING, f"{footage.ref} {footage.about} {_moment(footage.started_at)} {_moment(at)}"]


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _before(footage: Footage, first: int) -> str:
    if first == 0:
        return FIRST
    return footage.segments.values_list("line", flat=True).get(sequence=first - 1)
