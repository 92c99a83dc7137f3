"""Checks find gaps, jumps of the clock, repetitions, still pictures and altered segments, at their seconds."""

import io
from datetime import timedelta

import pytest

from heng.ledger.evidence.recordings import checks, ingest, manifest
from heng.ledger.evidence.recordings.models import Segment
from heng.ledger.evidence.recordings.segmenting import cut
from tests.ledger.evidence.recordings.conftest import SIGNER, begun, drawn, noisy
from tests.ledger.stories import NOON, WANG_FANG
from tests.support.append_only import lifted

pytestmark = pytest.mark.django_db


def live(chunks, offsets=None, late=None, **facts):
    """A live recording of chunks of two seconds, signed and ended; `late` seconds by sequence."""
    footage = begun(**facts)
    for sequence, chunk in enumerate(chunks):
        offset = offsets[sequence] if offsets else 2000 * sequence
        at = NOON + timedelta(milliseconds=offset + 2000, seconds=(late or {}).get(sequence, 0))
        ingest.take(footage, chunk, sequence=sequence, offset=offset, at=at)
    manifest.seal(footage, signer=SIGNER, by=WANG_FANG, at=NOON)
    return ingest.finish(footage, by=WANG_FANG, at=NOON)


def found(footage):
    return [(clue.kind, clue.second) for clue in checks.clues(footage)]


def test_a_recording_in_order_gives_no_clue(chunks):
    footage = live(chunks)
    assert checks.clues(footage) == []
    assert checks.altered(footage, SIGNER.vkey, now=NOON) == []


def test_a_hole_is_found_where_it_begins(chunks):
    assert found(live(chunks, offsets=(0, 2000, 9000, 11000))) == [("缺失", 4)]


def test_a_chunk_that_covers_time_that_was_covered_is_found(chunks):
    assert found(live(chunks, offsets=(0, 2000, 2500, 4500))) == [("缺失", 2)]


@pytest.mark.parametrize("seconds", [40, -40])
def test_a_clock_that_jumps_is_found_both_ways(chunks, seconds):
    assert found(live(chunks, late={2: seconds, 3: seconds})) == [("时钟跳变", 4)]


def test_a_chunk_that_is_shown_again_is_found(chunks):
    again = [*chunks[:3], chunks[0]]
    assert [(clue.second, clue.what) for clue in checks.clues(live(again))] == [(6, "疑似重复第0秒起的画面")]


def test_a_scene_that_is_shown_again_encoded_anew_is_found(chunks):
    anew = drawn((1, 2), "libvpx-vp9", crf="45", b="40000")
    footage = live([*chunks[:3], anew])
    assert len(set(footage.segments.values_list("essence", flat=True))) == 4
    assert found(footage) == [("重复画面", 6)]


def test_a_chunk_of_another_recording_is_found(chunks):
    first = live(chunks[:2])
    second = live([chunks[2], chunks[1]])
    assert found(first) == []
    assert [(clue.second, first.ref in clue.what) for clue in checks.clues(second)] == [(2, True)]


def test_a_picture_that_stands_still_for_a_minute_is_found_once(chunks):
    still = drawn((0, 0))
    assert found(live([chunks[0], *[still] * 31, chunks[1]])) == [("画面静止", 2)]
    assert found(live([chunks[2], *[still] * 20, chunks[3]])) == []


def test_a_room_where_nobody_moves_is_still_and_repeats_nothing_though_its_camera_is_noisy():
    chunks = [noisy(seed) for seed in range(31)]
    assert found(live(chunks)) == [("画面静止", 0)]


def place(shelf, footage, sequence):
    return shelf / footage.segments.get(sequence=sequence).content.key


def test_a_byte_that_was_changed_is_found_at_its_second(chunks, shelf):
    footage = live(chunks)
    path = place(shelf, footage, 2)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)
    assert [(clue.kind, clue.second) for clue in checks.altered(footage, SIGNER.vkey, now=NOON)] == [("与清单不符", 4)]


def test_a_segment_that_was_encoded_anew_and_entered_in_its_place_is_found(chunks, shelf):
    footage = live(chunks)
    piece = next(cut(io.BytesIO(drawn((5, 6), crf="50")), at=4000))
    content = ingest._entered(ingest._put(piece.media), piece.media)
    with lifted():
        Segment.objects.filter(footage=footage, sequence=2).update(content=content, essence=piece.essence)
    found = checks.altered(footage, SIGNER.vkey, now=NOON)
    assert [(clue.second, clue.what) for clue in found] == [(4, "录像分段第2段：数据与签名清单不一致")]


def test_a_segment_that_is_gone_is_found(chunks, shelf):
    footage = live(chunks)
    place(shelf, footage, 1).unlink()
    assert [clue.second for clue in checks.altered(footage, SIGNER.vkey, now=NOON)] == [2]


def test_a_manifest_that_was_signed_anew_is_not_the_one_in_the_journal(chunks):
    footage = live(chunks)
    with lifted():
        Segment.objects.filter(footage=footage, sequence=3).update(duration=1000)
    segments = list(footage.segments.select_related("content").order_by("sequence"))
    note = bytes(manifest.sign_note(manifest.text_of(footage, segments, manifest.FIRST, NOON), SIGNER)).decode()
    with lifted():
        footage.manifests.update(note=note, digest=manifest.digest_of(note))
    assert [clue.what for clue in checks.altered(footage, SIGNER.vkey, now=NOON)] == [
        "录像清单自第0段起：摘要、起止分段与签名文本或者留痕不一致",
        "录像清单自第0段起：留痕中的清单已不在",
        "录像分段第3段：数据与签名清单不一致",
    ]


def test_what_was_never_signed_is_said(chunks):
    footage = begun()
    ingest.take(footage, chunks[0], sequence=0, offset=0, at=NOON)
    ended = ingest.finish(footage, by=WANG_FANG, at=NOON)
    assert "没有签名清单" in checks.altered(ended, SIGNER.vkey, now=NOON + timedelta(hours=1))[0].what
