"""Cutting a recording 「录像分段」: packets pass as they are into fragments of MP4 that HLS plays (RFC 8216, 3.3).

Nothing is encoded anew. A fragment begins with a picture that needs no other; its times count from the beginning of the
recording, so that any of them plays by itself after the initialisation section.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import IO

import av
from av import CodecContext, FFmpegError, Packet, VideoCodecContext, VideoFrame
from av.container import InputContainer
from av.stream import Stream

from heng.engines.procedure import Refusal
from heng.ledger.evidence.recordings.picturing import Picture, picture

SECOND = 1000  # milliseconds
LENGTH = 6 * SECOND
LARGEST = 128 * 1024**2  # bytes between two pictures at which a cut is possible
MOST_PRINTS = 64
PATIENCE = 10.0  # seconds without a packet after which an address is taken to be silent
EBML = b"\x1aE\xdf\xa3"
WELCOME = frozenset({"h264", "hevc", "vp9", "av1", "aac", "opus", "mp3", "flac"})
MUXER = {
    "movflags": "frag_keyframe+empty_moov+default_base_moof+skip_trailer+frag_discont",
    "avoid_negative_ts": "disabled",
    "use_editlist": "0",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment as it is to be kept: initialisation section and fragments; times in milliseconds."""

    init: bytes
    media: bytes
    start: int
    duration: int
    essence: str
    picture: Picture


def cut(source: str | IO[bytes], *, at: int = 0, length: int = LENGTH, skip: int = 0) -> Iterator[Piece]:
    """Cut a stream of bytes, or an address that an operator names, into segments; it begins at `at`, in milliseconds.

    Memory holds one segment; what came before a source broke off is one, too. Bytes must be MP4, WebM or Matroska:
    other containers may make FFmpeg open addresses. The first `skip` segments are passed over.

    Raises:
        Refusal: `not-a-recording`, `codec` or `no-keyframes`.
    """
    try:
        with _opened(source) as container:
            yield from _pieces(container, at, length, skip)
    except FFmpegError as fault:
        raise Refusal("not-a-recording", "文件损坏，或者不是能够识别的录音录像") from fault


def _opened(source: str | IO[bytes]) -> InputContainer:
    if isinstance(source, str):
        return av.open(source, "r", options={"rtsp_transport": "tcp"}, timeout=PATIENCE)
    return av.open(source, "r", format=_format(source))


def _format(source: IO[bytes]) -> str:
    head = source.read(12)
    source.seek(0)
    if head.startswith(EBML):
        return "matroska"
    if head[4:8] == b"ftyp":
        return "mp4"
    raise Refusal("not-a-recording", "不是 MP4、WebM 或 Matroska 格式的录音录像")


def _pieces(container: InputContainer, at: int, length: int, skip: int) -> Iterator[Piece]:
    streams = _streams(container)
    shift = None
    for number, group in enumerate(_groups(container, streams, length)):
        if shift is None:
            shift = at - min(_start(packet) for packet in group)
        if number >= skip:
            yield _piece(group, streams, shift)


def _streams(container: InputContainer) -> list[Stream]:
    """Take the first picture and the first sound, the picture first."""
    found = [*container.streams.video[:1], *container.streams.audio[:1]]
    if not found:
        raise Refusal("not-a-recording", "文件中没有画面，也没有声音")
    for stream in found:
        name = stream.codec_context.codec.canonical_name
        if name not in WELCOME:
            raise Refusal("codec", f"不支持 {name} 编码，请改用 H.264 或 VP9 画面、AAC 或 Opus 声音")
    return found


def _groups(container: InputContainer, streams: list[Stream], length: int) -> "Iterator[list[Packet[Stream]]]":
    """Gather packets from one possible cut to the first one that is far enough."""
    group: list[Packet[Stream]] = []
    size = began = 0
    broken: list[FFmpegError] = []
    for packet in _packets(container, streams, broken):
        if group and packet.stream is streams[0] and packet.is_keyframe and _start(packet) - began >= length:
            yield group
            group, size = [], 0
        if not group:
            began = _start(packet)
        group.append(packet)
        size += packet.size
        if size > LARGEST:
            raise Refusal("no-keyframes", "录像的关键帧间隔过大，无法分段；请缩短关键帧间隔后重新录制")
    if group:
        yield group
    if broken:
        raise broken[0]


def _packets(container: InputContainer, streams: list[Stream], broken: list[FFmpegError]) -> "Iterator[Packet[Stream]]":
    """Read packets until the end, or until the source breaks off: why is then told in `broken`."""
    early: list[Packet[Stream]] = []  # the first picture of a camera may come without its time
    try:
        for packet in container.demux(streams):
            if packet.pts is not None and packet.dts is not None:
                yield from _timed(early, packet)
                early = []
                yield packet
            elif packet.size and packet.stream is streams[0]:
                early.append(packet)
    except FFmpegError as fault:
        broken.append(fault)


def _timed(early: "list[Packet[Stream]]", first: "Packet[Stream]") -> "Iterator[Packet[Stream]]":
    """Give packets without a time the time before the first that has one."""
    for back, packet in zip(range(len(early), 0, -1), early, strict=True):
        if packet.stream is first.stream and packet.duration:
            packet.pts = packet.dts = (first.dts or 0) - back * packet.duration
            yield packet


def _piece(group: "list[Packet[Stream]]", streams: list[Stream], shift: int) -> Piece:
    start = min(_start(packet) for packet in group)
    end = max(_end(packet) for packet in group)
    essence = sha256(b"".join(bytes(packet) for packet in group)).hexdigest()
    seen = picture(_frames(group, streams[0]), MOST_PRINTS)  # before the packets take their new times
    init, media = _muxed(group, streams, shift)
    return Piece(init, media, start + shift, end - start, essence, seen)


def _muxed(group: "list[Packet[Stream]]", streams: list[Stream], shift: int) -> tuple[bytes, bytes]:
    made = io.BytesIO()
    with av.open(made, "w", format="mp4", options=MUXER) as output:
        outlets = {stream.index: output.add_stream_from_template(stream) for stream in streams}
        for packet in group:
            by = round(shift / SECOND / packet.time_base)
            packet.pts, packet.dts = (packet.pts or 0) + by, (packet.dts or 0) + by
            packet.stream = outlets[packet.stream.index]
            output.mux(packet)
    whole = made.getvalue()
    at = whole.index(b"moof") - 4  # its length stands before its name
    return whole[:at], whole[at:]


def _frames(group: "Iterable[Packet[Stream]]", stream: Stream) -> Iterator[VideoFrame]:
    """Decode a group by itself, and give a frame for each second."""
    if stream.type != "video":
        return
    codec = CodecContext.create(stream.codec_context.codec.name, "r")
    if not isinstance(codec, VideoCodecContext):
        return
    codec.extradata = stream.codec_context.extradata
    tick, due = stream.time_base or Fraction(1, SECOND), None
    for packet in [*(each for each in group if each.stream is stream), None]:
        for frame in codec.decode(packet):
            now = (frame.pts or 0) * tick * SECOND
            if due is None or now >= due:
                due = now + SECOND
                yield frame


def _start(packet: "Packet[Stream]") -> int:
    return round((packet.pts or 0) * packet.time_base * SECOND)


def _end(packet: "Packet[Stream]") -> int:
    rate = getattr(packet.stream, "average_rate", None)
    alone = 1 / rate / packet.time_base if rate and not packet.duration else 0
    return round(((packet.pts or 0) + (packet.duration or alone)) * packet.time_base * SECOND)
