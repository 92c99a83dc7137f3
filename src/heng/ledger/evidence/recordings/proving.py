"""Proving recordings 「核对录像」: contents, rows, signed manifests and the journal, each against the others.

The note that the journal knows is believed before the rows: so the very segment that differs from it is named.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from heng.engines.tlog.errors import MalformedError, SignatureError
from heng.engines.tlog.keys import VerifierKey
from heng.engines.tlog.notes import parse_note
from heng.ledger.events import kind_of
from heng.ledger.evidence import checking
from heng.ledger.evidence.models import Content, File
from heng.ledger.evidence.recordings import manifest
from heng.ledger.evidence.recordings.events import RecordingEnded, RecordingSealed
from heng.ledger.evidence.recordings.models import Footage, Manifest, Segment
from heng.ledger.models import Entry

SEGMENT, MANIFEST = "录像分段", "录像清单"
SIGNED_WITHIN = timedelta(minutes=10)  # each minute, unless the clock stands still
_decode = msgspec.json.Decoder(dict[str, object]).decode

Told = dict[str, tuple[int, int]]
"""First and last segment of each manifest that the journal knows, by its digest."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """What differs, of which segment, or of the manifest that begins with it."""

    kind: str
    sequence: int
    what: str

    @property
    def place(self) -> str:
        """Where in the recording it is."""
        return f"第{self.sequence}段" if self.kind == SEGMENT else f"自第{self.sequence}段起"


def contents(footage: Footage, first: int, last: int) -> Iterator[Flaw]:
    """Read the segments from `first` to `last`, and find those whose bytes are not what was kept."""
    inits: dict[str, str] = {}
    segments = footage.segments.filter(sequence__range=(first, last)).select_related("content", "init")
    for segment in segments.order_by("sequence"):
        if segment.init_id not in inits:
            inits[segment.init_id] = _fault(segment.init)
        if fault := _fault(segment.content):
            yield Flaw(SEGMENT, segment.sequence, f"{fault}（{segment.content.key}）")
        if fault := inits[segment.init_id]:
            yield Flaw(SEGMENT, segment.sequence, f"初始化数据{fault}（{segment.init.key}）")


def manifests(footage: Footage, key: VerifierKey, *, now: datetime) -> list[Flaw]:
    """Find what differs between manifests, rows of segments, and the journal. Who writes meanwhile is no finding."""
    found = list(_manifests(footage, key, now))
    return [flaw for flaw in _manifests(footage, key, now) if flaw in found] if found else []


def _fault(content: Content) -> str:
    if content.deleted_on is not None:
        return "内容被标为已销毁"
    state = checking.check(File(content=content)).state
    return {checking.INTACT: "", checking.MISSING: "内容缺失"}.get(state, "内容与保存时的摘要不一致")


def _manifests(footage: Footage, key: VerifierKey, now: datetime) -> Iterator[Flaw]:
    told = _told(footage)
    rows = {one.sequence: one for one in footage.segments.select_related("content").order_by("sequence")}
    due, before = 0, manifest.FIRST
    for each in footage.manifests.order_by("first"):
        yield from _signed(each, key, told)
        if each.first != due:
            yield Flaw(MANIFEST, each.first, "与前一份清单不连续")
        head, lines = _read(each)
        if head != manifest.head_of(footage, each.sealed_at):
            yield Flaw(MANIFEST, each.first, "签名时间、录像编号、有关事项或者开始时间与签名文本不一致")
        yield from _compare(each, lines, rows, before)
        before = manifest.digest_of(lines[-1]) if lines else before
        due = each.last + 1
        told.pop(each.digest, None)
    for first, _last in told.values():
        yield Flaw(MANIFEST, first, "留痕中的清单已不在")
    yield from _unsigned([row for sequence, row in rows.items() if sequence >= due], now)
    yield from _count(footage, len(rows))


def _signed(each: Manifest, key: VerifierKey, told: Told) -> Iterator[Flaw]:
    try:
        parse_note(each.note.encode()).signed_by([key])
    except (MalformedError, SignatureError):
        yield Flaw(MANIFEST, each.first, "签名文本被改动，或者不是由本日志的密钥签署")
    if manifest.digest_of(each.note) != each.digest or told.get(each.digest) != (each.first, each.last):
        yield Flaw(MANIFEST, each.first, "摘要、起止分段与签名文本或者留痕不一致")


def _compare(each: Manifest, lines: list[str], rows: dict[int, Segment], before: str) -> Iterator[Flaw]:
    """Compare rows with the signed lines; each line leads on from the signed line before, not from the row."""
    if len(lines) != each.last - each.first + 1:
        yield Flaw(MANIFEST, each.first, "签名文本中的分段数与起止分段不一致")
    for sequence, line in enumerate(lines, each.first):
        row = rows.get(sequence)
        if row is None:
            yield Flaw(SEGMENT, sequence, "数据已不在，签名清单中有它")
        elif manifest.line_of(row, before) != line or row.line != manifest.digest_of(line):
            yield Flaw(SEGMENT, sequence, "数据与签名清单不一致")
        before = manifest.digest_of(line)


def _unsigned(rows: list[Segment], now: datetime) -> Iterator[Flaw]:
    late = [row for row in rows if abs(now - row.arrived_at) > SIGNED_WITHIN]
    if late:
        yield Flaw(SEGMENT, late[0].sequence, "这一段起没有签名清单")


def _count(footage: Footage, count: int) -> Iterator[Flaw]:
    """Compare how many segments there are with how many there were at the end."""
    for body in _bodies(footage, kind_of(RecordingEnded)):
        if body.get("segments") != count:
            yield Flaw(SEGMENT, count, f"共{count}段，与结束时留痕的{body.get('segments')}段不一致")


def _read(each: Manifest) -> tuple[list[str], list[str]]:
    """Read the head and the lines of a note; what is none gives nothing, and is named by its signature."""
    try:
        lines = parse_note(each.note.encode()).text.splitlines()
    except MalformedError:
        return [], []
    return lines[:2], lines[2:]


def _told(footage: Footage) -> Told:
    bodies = _bodies(footage, kind_of(RecordingSealed))
    return {str(one["digest"]): (int(str(one["first"])), int(str(one["last"]))) for one in bodies}


def _bodies(footage: Footage, kind: str) -> Iterator[dict[str, object]]:
    for body in Entry.objects.filter(subject=footage.about, kind=kind).values_list("body", flat=True):
        try:
            told = _decode(body)
        except msgspec.DecodeError:  # its leaf tells
            continue
        if told.get("recording") == footage.ref:
            yield told
