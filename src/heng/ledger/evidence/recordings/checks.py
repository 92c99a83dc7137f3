"""Checks of recordings 「录像检查」: what is missing, repeated, still, or not as it was signed, and at which second.

What is found is a clue 「疑似线索」: a network that failed, or a room where nothing moved, looks the same.

Thresholds are from clips of 320×240 with noise of 1 to 6 grey levels, H.264 at CRF 23 and 35. `motion` of a frozen
picture is 0.1 to 0.7, of a black one 0.1 to 0.6, of a room where nobody moves 0.3 to 1.3, of one where somebody walks,
or of a pan, above 4.7: still and frozen cannot be told apart. Moving stretches that were encoded anew (CRF 28 to 42)
differ in at most 3 bits in 35 of 36; the same room at another time in 9 or more, another room in 13 or more. Not found:
a still stretch that is shown again encoded anew, or one that is cut at other seconds. A camera that pans in circles is
found, though nothing is wrong.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from heng.engines.tlog.keys import VerifierKey
from heng.ledger.evidence.recordings import proving
from heng.ledger.evidence.recordings.models import Footage, Segment
from heng.ledger.evidence.recordings.picturing import distance, prints_of

GAP, JUMP, REPLAY, FROZEN, ALTERED = "缺失", "时钟跳变", "重复画面", "画面静止", "与清单不符"
LEAST_GAP = 1_000  # milliseconds
LEAST_JUMP = 5_000  # milliseconds between arrival and place in the recording
LEAST_FROZEN = 60_000  # milliseconds
STILL = 1.5  # grey levels of 255; below it is noise of camera and encoder
ALIKE = 3  # bits of 64 in which hashes of the same picture may differ
BANDS = tuple(range(0, 64, 16))  # one of four bands is equal when at most three bits differ


@dataclass(frozen=True, slots=True)
class Clue:
    """Something to be looked into 「疑似线索」, at a second of the recording."""

    kind: str
    second: int
    what: str


def clues(footage: Footage) -> list[Clue]:
    """Look through what is known of the segments, in the order of the recording; no content is read."""
    segments = list(footage.segments.order_by("sequence"))
    found = [*gaps(segments), *frozen(segments), *replays(segments), *_seen_elsewhere(footage)]
    found += jumps(segments) if footage.is_live else []
    return sorted(found, key=lambda clue: (clue.second, clue.kind))


def gaps(segments: Iterable[Segment]) -> Iterator[Clue]:
    """Find where time passed without a segment, and where two cover the same time."""
    end = 0
    for segment in segments:
        hole = segment.start - end
        if hole >= LEAST_GAP:
            yield Clue(GAP, end // 1000, f"疑似缺失{hole / 1000:.0f}秒录像")
        elif -hole >= LEAST_GAP:
            yield Clue(GAP, segment.start // 1000, f"疑似与前一段重叠{-hole / 1000:.0f}秒")
        end = max(end, segment.end)


def jumps(segments: Iterable[Segment]) -> Iterator[Clue]:
    """Find where arrival and place in the recording part: the clock was set, or the segment came late."""
    for one, other in pairwise(segments):
        passed = (other.arrived_at - one.arrived_at).total_seconds() * 1000
        drift = passed - (other.end - one.end)
        if abs(drift) >= LEAST_JUMP:
            way = "晚" if drift > 0 else "早"
            what = f"到达时间比录像时间{way}{abs(drift) / 1000:.0f}秒，疑似时钟跳变或者补传"
            yield Clue(JUMP, other.start // 1000, what)


def frozen(segments: Iterable[Segment]) -> Iterator[Clue]:
    """Find where the picture stood still for long."""
    run: list[Segment] = []
    for segment in segments:
        if segment.prints and segment.motion < STILL and (not run or _continues(run[-1], segment)):
            run.append(segment)
            continue
        yield from _stood(run)
        run = [segment] if segment.prints and segment.motion < STILL else []
    yield from _stood(run)


def replays(segments: Iterable[Segment]) -> Iterator[Clue]:
    """Find moving pictures that were there before, byte by byte or encoded anew."""
    by_essence: dict[str, Segment] = {}
    by_band: dict[tuple[int, int, int], list[Segment]] = defaultdict(list)
    for segment in segments:
        if segment.motion < STILL:
            continue
        earlier = by_essence.get(segment.essence) or _alike(segment, by_band)
        if earlier:
            yield Clue(REPLAY, segment.start // 1000, f"疑似重复第{earlier.start // 1000}秒起的画面")
            continue
        by_essence[segment.essence] = segment
        for key in _bands(segment):
            by_band[key].append(segment)


def altered(footage: Footage, key: VerifierKey, *, now: datetime) -> list[Clue]:
    """Read every segment, and find what differs from what the signed manifests and the journal say."""
    starts = dict(footage.segments.order_by("sequence").values_list("sequence", "start"))
    last = max(starts, default=0)
    flaws = [*proving.contents(footage, 0, last), *proving.manifests(footage, key, now=now)]
    found = [Clue(ALTERED, starts.get(one.sequence, 0) // 1000, f"{one.kind}{one.place}：{one.what}") for one in flaws]
    return sorted(found, key=lambda clue: clue.second)


def _seen_elsewhere(footage: Footage) -> Iterator[Clue]:
    """Find segments that another recording held before, byte by byte."""
    essences = footage.segments.filter(motion__gte=STILL).values("essence")
    earlier = Segment.objects.filter(essence__in=essences, footage__lt=footage.pk).select_related("footage")
    known = {one.essence: one for one in earlier}
    for segment in footage.segments.filter(essence__in=list(known)).order_by("sequence"):
        before = known[segment.essence]
        what = f"疑似重复录像{before.footage.ref}第{before.start // 1000}秒起的画面"
        yield Clue(REPLAY, segment.start // 1000, what)


def _stood(run: list[Segment]) -> Iterator[Clue]:
    if run and (passed := run[-1].end - run[0].start) >= LEAST_FROZEN:
        yield Clue(FROZEN, run[0].start // 1000, f"画面疑似静止{passed / 1000:.0f}秒")


def _continues(one: Segment, other: Segment) -> bool:
    return distance(prints_of(one.prints)[-1], prints_of(other.prints)[0]) <= ALIKE


def _alike(segment: Segment, by_band: dict[tuple[int, int, int], list[Segment]]) -> Segment | None:
    """Find an earlier segment whose pictures are the same, second by second."""
    own = prints_of(segment.prints)
    for key in _bands(segment):
        for other in by_band.get(key, ()):
            its = prints_of(other.prints)
            if len(its) == len(own) and all(distance(a, b) <= ALIKE for a, b in zip(own, its, strict=True)):
                return other
    return None


def _bands(segment: Segment) -> list[tuple[int, int, int]]:
    own = prints_of(segment.prints)
    return [(len(own), shift, own[0] >> shift & 0xFFFF) for shift in BANDS] if own else []
