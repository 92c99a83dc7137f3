"""A camera on loopback: speaks RTSP (RFC 2326) with RTP interleaved in the same line, H.264 as RFC 6184 packs it."""

import base64
import io
import socket
import struct
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import av

TICKS = 90_000  # a second
BEGIN = 1_234_567  # a camera begins anywhere (RFC 3550, 5.1)
NAL_KIND, SPS, PPS = 0x1F, 7, 8
SDP = """v=0
o=- 0 0 IN IP4 127.0.0.1
s=camera
c=IN IP4 127.0.0.1
t=0 0
m=video 0 RTP/AVP 96
a=rtpmap:96 H264/90000
a=fmtp:96 packetization-mode=1;sprop-parameter-sets={sets}
a=control:0
"""

Picture = tuple[int, list[bytes]]
"""When it is due, in ticks, and its NAL units."""


@contextmanager
def camera(*stretches: bytes) -> Iterator[str]:
    """Serve videos (MP4, H.264), one to each who asks, and hang up after each; give the address."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=_serve, args=(door, [pictures(video) for video in stretches]), daemon=True).start()
        yield f"rtsp://127.0.0.1:{door.getsockname()[1]}/room"


def pictures(video: bytes) -> list[Picture]:
    """Take a video apart."""
    with av.open(io.BytesIO(video)) as container:
        stream = container.streams.video[0]
        annexb = av.BitStreamFilterContext("h264_mp4toannexb", stream)
        packets = [made for packet in container.demux(stream) if packet.size for made in annexb.filter(packet)]
        return [(int(one.pts * one.time_base * TICKS), _units(bytes(one))) for one in packets]


def _units(data: bytes) -> list[bytes]:
    parts = data.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1")
    return [part for part in parts if part]


def _serve(door: socket.socket, stretches: Sequence[list[Picture]]) -> None:
    for stretch in stretches:
        line, _ = door.accept()
        with line, line.makefile("rb") as asked:
            while (method := _asked(asked))[0]:
                line.sendall(_answer(*method, stretch))
                if method[0] == "PLAY":
                    line.sendall(b"".join(_packets(stretch)))
                    break
            line.shutdown(socket.SHUT_WR)
            asked.read()


def _asked(asked: io.BufferedIOBase) -> tuple[str, str]:
    """Read a question; give its method and number."""
    lines = []
    while line := asked.readline().strip().decode():
        lines.append(line)
    numbers = [line.partition(":")[2].strip() for line in lines if line.lower().startswith("cseq")]
    return (lines[0].split(" ")[0], numbers[0]) if lines else ("", "")


def _answer(method: str, number: str, stretch: list[Picture]) -> bytes:
    head, body = {"CSeq": number, "Session": "1"}, ""
    if method == "OPTIONS":
        head["Public"] = "OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN"
    if method == "DESCRIBE":
        sets = [unit for _, units in stretch for unit in units if unit[0] & NAL_KIND in {SPS, PPS}][:2]
        body = SDP.format(sets=",".join(base64.b64encode(one).decode() for one in sets)).replace("\n", "\r\n")
        head |= {"Content-Type": "application/sdp", "Content-Length": str(len(body))}
    if method == "SETUP":
        head["Transport"] = "RTP/AVP/TCP;unicast;interleaved=0-1"
    lines = ["RTSP/1.0 200 OK", *(f"{name}: {value}" for name, value in head.items()), "", body]
    return "\r\n".join(lines).encode()


def _packets(stretch: list[Picture]) -> Iterator[bytes]:
    number = 0
    for ticks, units in stretch:
        for unit in units:
            mark = 0x80 if unit is units[-1] else 0
            packet = struct.pack(">BBHII", 0x80, mark | 96, number, BEGIN + ticks, 1) + unit
            yield struct.pack(">cBH", b"$", 0, len(packet)) + packet
            number += 1
