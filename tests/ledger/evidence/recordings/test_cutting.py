"""What strangers handed in is cut in a process of its own: bounded, and refused when it breaks there."""

import io
from tempfile import TemporaryFile

import pytest

from heng.engines.procedure import Refusal
from heng.ledger.evidence.recordings import cutting
from heng.ledger.evidence.recordings.segmenting import cut
from tests.ledger.evidence.recordings.conftest import drawn


@pytest.fixture
def handed_in():
    """A file on the disk, from its beginning."""
    with TemporaryFile() as file:

        def write(data):
            file.write(data)
            file.seek(0)
            return file

        yield write


def test_the_pieces_are_those_that_would_be_cut_here(handed_in, eighteen_seconds):
    assert list(cutting.cut_apart(handed_in(eighteen_seconds))) == list(cut(io.BytesIO(eighteen_seconds)))


def test_pieces_that_are_known_are_passed_over(handed_in, eighteen_seconds):
    assert [piece.start for piece in cutting.cut_apart(handed_in(eighteen_seconds), at=1000, skip=2)] == [13000]


@pytest.mark.parametrize(
    ("data", "why"), [(b"x" * 40, "不是 MP4"), (b"\x1aE\xdf\xa3" + b"x" * 400, "文件损坏"), (None, "vp8")]
)
def test_a_refusal_comes_back_as_it_was(handed_in, data, why):
    with pytest.raises(Refusal, match=why):
        list(cutting.cut_apart(handed_in(data or drawn((1,), "libvpx"))))


def test_a_worker_without_time_is_a_refusal(handed_in, eighteen_seconds):
    with pytest.raises(Refusal, match="限定的时间和内存"):
        list(cutting.cut_apart(handed_in(eighteen_seconds), seconds=0))


@pytest.mark.parametrize("megabytes", [1, 150])
def test_a_worker_without_memory_is_a_refusal(handed_in, eighteen_seconds, megabytes, monkeypatch):
    monkeypatch.setattr(cutting, "MEGABYTES", megabytes)
    with pytest.raises(Refusal):
        list(cutting.cut_apart(handed_in(eighteen_seconds)))


def test_who_stops_reading_ends_the_worker(handed_in, eighteen_seconds):
    pieces = cutting.cut_apart(handed_in(eighteen_seconds))
    assert next(pieces).start == 0
    pieces.close()
