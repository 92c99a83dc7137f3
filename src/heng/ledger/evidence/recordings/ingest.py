"""Taking recordings in 「录像采集」: live chunks one by one, a kept file, or a source that an operator names.

A segment is on the medium before its row is; whoever is killed between the two sends it again. Segments come in their
order: an earlier one that comes again changes nothing, a later one waits.
"""

import io
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from hashlib import sha256
from tempfile import TemporaryFile

from django.db import transaction

from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.ledger.evidence import names, retention
from heng.ledger.evidence.keeping import spooled
from heng.ledger.evidence.models import Content, File
from heng.ledger.evidence.recordings import manifest
from heng.ledger.evidence.recordings.cutting import cut_apart
from heng.ledger.evidence.recordings.events import RecordingBegun, RecordingEnded
from heng.ledger.evidence.recordings.models import Footage, Segment
from heng.ledger.evidence.recordings.segmenting import Piece, cut
from heng.ledger.evidence.store import store

WHOLE = 24 * 3600 * 1000  # milliseconds; a chunk is one segment, however long
LARGEST_CHUNK = 32 * 1024**2  # bytes
FOR_A_CHUNK = 30  # seconds of computing
VIDEOS = frozenset({"mp4", "webm", "mkv", "mov", "m4a"})  # of `data/file_types.csv`

Clock = Callable[[], datetime]


@transaction.atomic
def begin(
    about: str,
    *,
    title: str,
    by: journal.Author,
    at: datetime,
    on: date,
    source: str = "",
    kind: str = "OTHER",
    file: File | None = None,
) -> Footage:
    """Begin a recording about a reference; `kind` of `data/retention.csv`, `file` when it is made from a kept one.

    Raises:
        Refusal: `not-a-recording`: the file is none.
    """
    if file is not None and file.kind not in VIDEOS:
        raise Refusal("not-a-recording", "该文件不是能够识别的录音录像")
    footage = Footage.objects.create(
        about=about,
        title=names.clean(title),
        source=source[:120],
        file=file,
        role=by.role,
        person=by.person,
        department=by.authority,
        started_at=at,
        retention=kind,
        keep_until=retention.rule(kind, on=on).last_day(on),
    )
    journal.record(RecordingBegun(about, footage.ref, footage.title, footage.source, footage.keep_until), by=by)
    return footage


def take(footage: Footage, chunk: bytes, *, sequence: int, offset: int, at: datetime) -> Segment:
    """Take a live chunk: a WebM or MP4 file of its own that begins `offset` milliseconds after the recording did.

    Sent again, it is answered as before.

    Raises:
        Refusal: `too-large`, `ended`, `sequence-taken`, `out-of-order`, and those of `cut`.
    """
    if len(chunk) > LARGEST_CHUNK:
        raise Refusal("too-large", "录像片段过大，请缩短分段时间")
    received = sha256(chunk).hexdigest()
    known = footage.segments.filter(sequence=sequence).first()
    if known is None:
        return _append(footage, _only(chunk, offset), sequence, at, received)
    return _same(known, received)


def record(footage: Footage, source: str, *, clock: Clock, kept: Callable[[Segment], object], at: int = 0) -> int:
    """Record from an address or a path until it ends; tell each segment to `kept`, and return how many there were.

    Its first picture stands `at` milliseconds after the recording began.
    """
    have = count = footage.segments.count()
    for count, piece in enumerate(cut(source, at=at), have + 1):
        kept(_append(footage, piece, count - 1, clock()))
    return count - have


def follow(
    footage: Footage, camera: str, *, clock: Clock, kept: Callable[[Segment], object], again: Callable[[], bool]
) -> int:
    """Record from a camera, and ask again when it breaks off: what was missed meanwhile is a gap of the recording.

    `again` waits a little and tells whether to go on. Return how many segments there were.
    """
    before = footage.segments.count()
    while True:
        at = round((clock() - footage.started_at).total_seconds() * 1000)
        with suppress(Refusal):  # it broke off, or does not answer
            record(footage, camera, clock=clock, kept=kept, at=at)
        if not again():
            return footage.segments.count() - before


def convert(footage: Footage, *, clock: Clock, until: datetime) -> bool:
    """Cut the kept file of a recording on from where an earlier try stopped; tell whether it came to its end."""
    with TemporaryFile() as copy:
        content = _file(footage).content
        for stretch in store().read(content.key, 0, content.size):
            copy.write(stretch)
        copy.seek(0)
        have = footage.segments.count()
        for sequence, piece in enumerate(cut_apart(copy, skip=have), have):
            _append(footage, piece, sequence, clock())
            if clock() > until:
                return False
    return True


@transaction.atomic
def finish(footage: Footage, *, by: journal.Author, at: datetime, fault: str = "") -> Footage:
    """End a recording; asked again, it changes nothing."""
    standing = Footage.objects.select_for_update().get(pk=footage.pk)
    if standing.ended_at is None:
        standing.ended_at, standing.fault = at, fault[:200]
        standing.save(update_fields=["ended_at", "fault"])
        count = standing.segments.count()
        journal.record(RecordingEnded(standing.about, standing.ref, count, standing.fault, at), by=by)
    return standing


def _append(footage: Footage, piece: Piece, sequence: int, at: datetime, received: str = "") -> Segment:
    init, media = _put(piece.init), _put(piece.media)
    with transaction.atomic():
        standing = Footage.objects.select_for_update().get(pk=footage.pk)
        last = standing.segments.order_by("-sequence").first()
        if last and sequence <= last.sequence:  # another process was first
            return _same(standing.segments.get(sequence=sequence), received)
        _check_next(standing, last.sequence + 1 if last else 0, sequence)
        segment = Segment(
            footage=standing,
            sequence=sequence,
            init=_entered(init, piece.init),
            content=_entered(media, piece.media),
            start=piece.start,
            duration=piece.duration,
            essence=piece.essence,
            received=received,
            arrived_at=at,
            prints=piece.picture.text,
            motion=piece.picture.motion,
        )
        segment.line = manifest.digest_of(manifest.line_of(segment, last.line if last else manifest.FIRST))
        segment.save(force_insert=True)
        _lock(segment, standing.keep_until, is_known=last is not None and last.init_id == segment.init_id)
    return segment


def _lock(segment: Segment, until: date, *, is_known: bool) -> None:
    """Let the store refuse deletion, as of files; the initialisation section of the segment before is locked."""
    for content in [segment.content, *([] if is_known else [segment.init])]:
        store().lock(content.key, until=until)


def _check_next(footage: Footage, due: int, sequence: int) -> None:
    if footage.ended_at is not None:
        raise Refusal("ended", "录像已经结束，不再接收片段")
    if sequence != due:
        raise Refusal("out-of-order", f"录像片段没有按顺序到达，请从第{due}段继续")


def _same(known: Segment, received: str) -> Segment:
    if known.received != received:
        raise Refusal("sequence-taken", f"第{known.sequence}段已经收到，内容不同，不能替换")
    return known


def _only(chunk: bytes, offset: int) -> Piece:
    with TemporaryFile() as file:
        file.write(chunk)
        file.seek(0)
        pieces = list(cut_apart(file, at=offset, length=WHOLE, seconds=FOR_A_CHUNK))
    if not pieces:
        raise Refusal("not-a-recording", "录像片段没有画面，也没有声音")
    return pieces[0]


def _put(data: bytes) -> Content:
    """Put bytes into the store; the row is not yet entered."""
    with spooled(io.BytesIO(data)) as draft:
        content = Content(sha256=draft.sha256, sm3=draft.sm3, size=draft.size)
        if not store().has(content.key):
            store().put(content.key, draft.path)
    return content


def _entered(content: Content, data: bytes) -> Content:
    facts = {"sm3": content.sm3, "size": content.size}
    row, _ = Content.objects.select_for_update().get_or_create(pk=content.pk, defaults=facts)
    if row.deleted_on is not None:
        _put(data)  # it may have been deleted after it was found there
        row.deleted_on = None
        row.save(update_fields=["deleted_on"])
    return row


def _file(footage: Footage) -> File:
    if footage.file is None:
        raise Refusal("not-a-recording", "该录像没有对应的留存文件")
    return footage.file
