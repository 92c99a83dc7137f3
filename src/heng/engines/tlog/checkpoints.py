"""Checkpoints 「日志检查点」: origin, size and root of a log at a moment, signed (C2SP tlog-checkpoint)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from heng.engines.tlog.encoding import base64_of, hash_of, number_of
from heng.engines.tlog.errors import MalformedError, SignatureError
from heng.engines.tlog.keys import VerifierKey
from heng.engines.tlog.notes import parse_note

LINES = 3


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log: `root` over the first `size` leaves. Its `str` is the text that is signed.

    Raises:
        MalformedError: the origin or an extension is empty or more than a line.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(not line or "\n" in line for line in (self.origin, *self.extensions)):
            raise MalformedError("an origin or an extension of a checkpoint is one line, and not empty")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a checkpoint from the text of a note.

        Raises:
            MalformedError: not a checkpoint.
        """
        *lines, rest = text.split("\n")
        if rest or len(lines) < LINES:
            raise MalformedError("a checkpoint has three lines or more, each with its newline")
        origin, size, root, *extensions = lines
        return cls(origin, number_of(size), hash_of(root), tuple(extensions))

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in (self.origin, self.size, base64_of(self.root), *self.extensions))


def open_checkpoint(data: bytes, *, origin: str, keys: Iterable[VerifierKey]) -> Checkpoint:
    """Read a signed checkpoint of the log of that origin, and believe it: one of the keys signed, and none falsely.

    Raises:
        MalformedError: not a signed checkpoint.
        SignatureError: not signed by these keys, or the checkpoint of another log.
    """
    note = parse_note(data)
    note.signed_by(keys)
    checkpoint = Checkpoint.parse(note.text)
    if checkpoint.origin != origin:
        raise SignatureError(f"a checkpoint of {checkpoint.origin!r}, not of {origin!r}")
    return checkpoint
