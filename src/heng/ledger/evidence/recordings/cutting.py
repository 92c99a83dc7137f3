"""Cutting what strangers handed in, in a process of its own 「隔离分段」: it decodes what they made, and knows nothing.

Pieces come back one by one, so that neither process holds more than one. An answer that breaks off says that the
worker was stopped by its bounds, or broke on what it was given.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import msgspec

from heng.engines.isolated import bound, streamed
from heng.engines.procedure import Refusal
from heng.ledger.evidence.recordings.segmenting import LENGTH, Piece, cut

SECONDS, MEGABYTES = 600, 2048  # of computing, not of waiting; an hour of 1080p takes about a minute
WORD = 8  # bytes before an answer that tell how long it is


@dataclass(frozen=True, slots=True)
class Answer:
    """A piece, or why there is none; neither says that all went well to the end."""

    piece: Piece | None = None
    code: str = ""
    reason: str = ""


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Answer).decode


def cut_apart(
    source: IO[bytes], *, at: int = 0, length: int = LENGTH, skip: int = 0, seconds: int = SECONDS
) -> Iterator[Piece]:
    """Cut a file as `cut` does, elsewhere.

    Raises:
        Refusal: those of `cut`; `not-a-recording`, too, when the worker did not come to an end.
    """
    words = (str(at), str(length), str(skip))
    with streamed(__name__, *words, given=source, seconds=seconds, megabytes=MEGABYTES) as told:
        while (answer := _answer(told)).piece is not None:
            yield answer.piece
    if answer.code:
        raise Refusal(answer.code, answer.reason)


def _answer(told: IO[bytes]) -> Answer:
    length = int.from_bytes(told.read(WORD))
    data = told.read(length)
    if not length or len(data) < length:
        return Answer(code="not-a-recording", reason="文件损坏或者过于复杂，无法在限定的时间和内存内处理")
    return _decode(data)


def _tell(answer: Answer) -> None:
    data = _encode(answer)
    sys.stdout.buffer.write(len(data).to_bytes(WORD) + data)
    sys.stdout.buffer.flush()


def _work() -> None:
    at, length, skip = map(int, bound())
    try:
        for piece in cut(sys.stdin.buffer, at=at, length=length, skip=skip):
            _tell(Answer(piece))
    except Refusal as refusal:
        _tell(Answer(code=refusal.code, reason=refusal.reason))
    else:
        _tell(Answer())


if __name__ == "__main__":
    _work()
