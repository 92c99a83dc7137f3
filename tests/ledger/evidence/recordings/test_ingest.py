"""Recordings come in live, chunk by chunk, or from a file; sent twice they are kept once, and in their order."""

from datetime import timedelta

import pytest

from heng.engines.procedure import Refusal
from heng.ledger.evidence.models import Content
from heng.ledger.evidence.recordings import ingest, manifest
from heng.ledger.evidence.recordings.models import Segment
from heng.ledger.models import Entry
from tests.ledger.evidence.conftest import kept
from tests.ledger.evidence.recordings.conftest import SIGNER, begun, clock
from tests.ledger.stories import NOON, WANG_FANG

pytestmark = pytest.mark.django_db


def sent(footage, chunks, *sequences):
    return [
        ingest.take(footage, chunks[sequence], sequence=sequence, offset=2000 * sequence, at=NOON)
        for sequence in sequences
    ]


@pytest.mark.clause("7.5")
def test_chunks_become_segments_that_lie_in_the_store_under_their_digests(chunks, shelf):
    sent(begun(), chunks, 0, 1, 2, 3)
    assert list(Segment.objects.values_list("sequence", "start", "duration")) == [
        (0, 0, 2000),
        (1, 2000, 2000),
        (2, 4000, 2000),
        (3, 6000, 2000),
    ]
    for segment in Segment.objects.select_related("content"):
        assert len((shelf / segment.content.key).read_bytes()) == segment.content.size
        assert len(segment.content.sm3) == 64
    assert Content.objects.count() == 5


def test_a_chunk_that_is_sent_again_changes_nothing(chunks):
    footage = begun()
    first, again, _ = sent(footage, chunks, 0, 0, 1)
    assert first.pk == again.pk
    assert footage.segments.count() == 2


def test_another_chunk_in_the_place_of_one_that_came_is_refused(chunks):
    footage = begun()
    sent(footage, chunks, 0)
    with pytest.raises(Refusal, match="不能替换"):
        ingest.take(footage, chunks[1], sequence=0, offset=0, at=NOON)


def test_a_chunk_before_its_turn_is_told_where_to_go_on(chunks):
    footage = begun()
    sent(footage, chunks, 0)
    with pytest.raises(Refusal, match="从第1段继续"):
        sent(footage, chunks, 2)


def test_nothing_comes_after_the_end(chunks):
    footage = begun()
    sent(footage, chunks, 0)
    ingest.finish(footage, by=WANG_FANG, at=NOON)
    with pytest.raises(Refusal, match="已经结束"):
        sent(footage, chunks, 1)
    assert sent(footage, chunks, 0)[0].sequence == 0


def test_a_kept_file_is_cut_and_a_try_that_stopped_goes_on(eighteen_seconds, monkeypatch):
    footage = begun(file=kept(eighteen_seconds, "开标.webm"))
    append, stopped = ingest._append, []

    def once(*facts):
        if facts[2] == 1 and not stopped:
            stopped.append(1)
            raise MemoryError
        return append(*facts)

    monkeypatch.setattr(ingest, "_append", once)
    with pytest.raises(MemoryError):
        ingest.convert(footage, clock=clock, until=NOON)
    assert footage.segments.count() == 1
    assert ingest.convert(footage, clock=clock, until=NOON)
    assert [segment.start for segment in footage.segments.order_by("sequence")] == [0, 6000, 12000]


def test_a_conversion_that_takes_too_long_is_put_off_and_loses_nothing(eighteen_seconds):
    footage = begun(file=kept(eighteen_seconds, "开标.webm"))
    before = NOON - timedelta(seconds=1)
    assert [ingest.convert(footage, clock=clock, until=before) for _ in range(3)] == [False, False, False]
    assert ingest.convert(footage, clock=clock, until=before)
    assert footage.segments.count() == 3


def test_a_source_is_recorded_until_it_ends(eighteen_seconds, tmp_path):
    source = tmp_path / "camera.webm"
    source.write_bytes(eighteen_seconds)
    seen = []
    footage = begun(source="camera")
    assert ingest.record(footage, str(source), clock=clock, kept=seen.append) == 3
    assert [segment.sequence for segment in seen] == [0, 1, 2]


def test_a_paper_is_no_recording():
    with pytest.raises(Refusal, match="录音录像"):
        begun(file=kept())


def test_beginning_sealing_and_end_are_entries_about_the_project(chunks):
    footage = begun()
    sent(footage, chunks, 0, 1)
    manifest.seal(footage, signer=SIGNER, by=WANG_FANG, at=NOON)
    ingest.finish(footage, by=WANG_FANG, at=NOON)
    kinds = list(Entry.objects.filter(subject=footage.about).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["recordings.RecordingBegun", "recordings.RecordingSealed", "recordings.RecordingEnded"]
