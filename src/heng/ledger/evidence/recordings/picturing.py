"""What pictures look like, in few bits 「画面指纹」: one difference hash a second, and how much the picture changes.

The hash compares the brightness of neighbours on a grid of 9×8 (dHash, Krawetz 2013): other encodings of one picture
differ in few of its 64 bits.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from av import VideoFrame

GRID = (9, 8)
SCENE = (32, 24)
BITS, DIGITS = 64, 16


@dataclass(frozen=True, slots=True)
class Picture:
    """The hashes of a stretch, one a second, and the greatest mean difference of grey levels between two of them."""

    prints: tuple[int, ...] = ()
    motion: float = 0.0

    @property
    def text(self) -> str:
        """The hashes as digits."""
        return "".join(f"{one:0{DIGITS}x}" for one in self.prints)


def picture(frames: Iterable[VideoFrame], most: int) -> Picture:
    """Look at frames, so many at most."""
    prints: list[int] = []
    motion, before = 0.0, b""
    for frame in frames:
        now = _grey(frame, *SCENE)
        motion = max(motion, _difference(before, now)) if before else 0.0
        before = now
        if len(prints) < most:
            prints.append(_hash(_grey(frame, *GRID)))
    return Picture(tuple(prints), round(motion, 3))


def prints_of(text: str) -> tuple[int, ...]:
    """Read hashes back from their digits."""
    return tuple(int(text[at : at + DIGITS], 16) for at in range(0, len(text), DIGITS))


def distance(one: int, other: int) -> int:
    """Count the bits in which two hashes differ."""
    return (one ^ other).bit_count()


def _grey(frame: VideoFrame, width: int, height: int) -> bytes:
    plane = frame.reformat(width=width, height=height, format="gray", interpolation="AREA").planes[0]
    data = bytes(plane)
    return b"".join(data[row * plane.line_size :][:width] for row in range(height))


def _difference(one: bytes, other: bytes) -> float:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)


def _hash(grey: bytes) -> int:
    width, height = GRID
    bits = 0
    for row in range(height):
        for column in range(width - 1):
            at = row * width + column
            bits = bits << 1 | (grey[at] > grey[at + 1])
    return bits
