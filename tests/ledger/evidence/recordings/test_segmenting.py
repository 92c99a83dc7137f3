"""A recording is cut into segments that play from any point, and its packets stay as they are."""

import io

import av
import pytest

from heng.engines.procedure import Refusal
from heng.ledger.evidence.recordings.segmenting import cut
from tests.ledger.evidence.recordings.conftest import RATE, drawn


def times(data: bytes) -> list[float]:
    with av.open(io.BytesIO(data)) as container:
        return [float(frame.time or 0) for frame in container.decode(video=0)]


def packets(data: bytes) -> list[bytes]:
    with av.open(io.BytesIO(data)) as container:
        return [bytes(packet) for packet in container.demux(video=0) if packet.size]


@pytest.mark.parametrize("codec", ["libvpx-vp9", "libx264"])
def test_a_recording_is_cut_every_six_seconds_and_no_packet_is_changed(codec):
    whole = drawn(range(1, 15), codec)
    pieces = list(cut(io.BytesIO(whole)))
    assert [(piece.start, piece.duration) for piece in pieces] == [(0, 6000), (6000, 6000), (12000, 2000)]
    assert len({piece.init for piece in pieces}) == 1
    joined = pieces[0].init + b"".join(piece.media for piece in pieces)
    assert packets(joined) == packets(whole)


def test_any_segment_plays_by_itself_at_its_place(eighteen_seconds):
    last = list(cut(io.BytesIO(eighteen_seconds)))[2]
    seen = times(last.init + last.media)
    assert (seen[0], len(seen)) == (12.0, 6 * RATE)


def test_a_chunk_is_put_where_it_belongs(chunks):
    piece = next(cut(io.BytesIO(chunks[0]), at=3_600_000))
    assert (piece.start, piece.duration) == (3_600_000, 2000)
    assert times(piece.init + piece.media)[0] == 3600.0


def test_the_same_packets_at_another_time_have_the_same_essence_in_other_bytes(chunks):
    one, other = (next(cut(io.BytesIO(chunks[0]), at=at)) for at in (0, 8000))
    assert one.essence == other.essence
    assert one.media != other.media


@pytest.mark.parametrize(
    "data",
    [
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        b"",
        b"\x1aE\xdf\xa3" + b"x" * 400,
        b"\0\0\0\x18ftypisom" + b"\0" * 90,
    ],
)
def test_what_is_no_recording_is_refused(data):
    with pytest.raises(Refusal, match="录音录像"):
        list(cut(io.BytesIO(data)))


def test_a_codec_that_browsers_do_not_play_from_mp4_is_named():
    with pytest.raises(Refusal, match="vp8"):
        list(cut(io.BytesIO(drawn((1,), "libvpx"))))
