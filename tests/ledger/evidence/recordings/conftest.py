"""Recordings of a few seconds, 64×48, made of pictures that are drawn."""

import io
from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from random import Random

import av
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heng.engines.tlog.signing import Ed25519Signer
from heng.ledger.evidence.recordings import ingest
from heng.ledger.evidence.recordings.models import Footage
from tests.ledger.evidence.conftest import MONDAY, ROAD
from tests.ledger.stories import NOON, WANG_FANG

RATE = 5
SIGNER = Ed25519Signer("heng.example/log", Ed25519PrivateKey.from_private_bytes(b"k" * 32))


def drawn(scenes: Iterable[int], codec: str = "libvpx-vp9", slower: int = 1, **options: str) -> bytes:
    """A video with a second of each scene, or as many as it is slower; 0 is a still one. A cut is possible at each."""
    pictures = (_picture(scene, tick if scene else 0) for scene in scenes for tick in range(RATE))
    return filmed(pictures, codec, slower, **options)


def noisy(seed: int) -> bytes:
    """Two seconds of a room where nobody moves, with the noise of a camera."""
    noise, room = Random(seed), _picture(3, 0)
    return filmed(bytes(min(255, max(0, grey + noise.randint(-2, 2))) for grey in room) for _ in range(2 * RATE))


def filmed(pictures: Iterable[bytes], codec: str = "libvpx-vp9", slower: int = 1, **options: str) -> bytes:
    """A video of grey pictures."""
    made = io.BytesIO()
    with av.open(made, "w", format="webm" if "vp" in codec else "mp4") as output:
        stream = output.add_stream(codec, rate=Fraction(RATE, slower), options=options)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        stream.codec_context.gop_size = RATE
        for at, picture in enumerate(pictures):
            frame = av.VideoFrame(64, 48, "gray")
            frame.planes[0].update(picture)
            frame = frame.reformat(format="yuv420p")
            frame.pts, frame.time_base = at, Fraction(slower, RATE)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return made.getvalue()


def _picture(scene: int, tick: int) -> bytes:
    return bytes(
        (x // 8 * 37 * (scene + 1) + y // 6 * 53 * (scene + 2) + scene * scene * 11 + tick * 23) % 256
        for y in range(48)
        for x in range(64)
    )


def begun(**facts: object) -> Footage:
    """What Wang Fang begins to record about the road at noon on Monday."""
    known = {"title": "开标室1", "by": WANG_FANG, "at": NOON, "on": MONDAY, "kind": "PROC"} | facts
    return ingest.begin(ROAD, **known)


def clock() -> datetime:
    return NOON


@pytest.fixture(scope="session")
def eighteen_seconds() -> bytes:
    """Eighteen seconds, each with a scene of its own."""
    return drawn(range(1, 19))


@pytest.fixture(scope="session")
def chunks() -> list[bytes]:
    """Four chunks of two seconds, as a browser sends them."""
    return [drawn((2 * at + 1, 2 * at + 2)) for at in range(4)]
