"""The receipt 「回执」: that one entry stands in the log, in a text that other programs read too (C2SP tlog-proof).

A receipt carries its entry in the line of extra data: the leaf of the log, and for who may know what the leaf keeps
closed a second line that opens it. A proof in a bundle leaves both out.
"""

from dataclasses import dataclass
from typing import Self

from heng.engines.tlog.encoding import base64_of, bytes_of, hash_of, number_of
from heng.engines.tlog.errors import MalformedError

HEAD = "c2sp.org/tlog-proof@v1"
EXTRA, INDEX = "extra ", "index "
LONGEST_PROOF = 63


@dataclass(frozen=True, slots=True)
class Receipt:
    """Leaf index, way up to the root, the checkpoint as published, and the lines of extra data; `bytes` is the text."""

    index: int
    proof: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes = b""

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Read a receipt or a proof.

        Raises:
            MalformedError: neither.
        """
        head, blank, checkpoint = data.partition(b"\n\n")
        if not blank or not head.isascii():
            raise MalformedError("a receipt has a head and a checkpoint")
        mark, *lines = head.decode().split("\n")
        extra = bytes_of(lines.pop(0).removeprefix(EXTRA)) if lines and lines[0].startswith(EXTRA) else b""
        if mark != HEAD or not lines or not lines[0].startswith(INDEX) or len(lines) > 1 + LONGEST_PROOF:
            raise MalformedError("not a receipt, or one of a higher tree than there is")
        receipt = cls(number_of(lines[0].removeprefix(INDEX)), tuple(map(hash_of, lines[1:])), checkpoint, extra)
        if bytes(receipt) != data:
            raise MalformedError("not the one way to write a receipt")
        return receipt

    @property
    def leaf(self) -> bytes:
        """The entry."""
        return self.extra.partition(b"\n")[0]

    @property
    def opening(self) -> bytes:
        """What opens it; empty when it stays closed."""
        return self.extra.partition(b"\n")[2]

    def __bytes__(self) -> bytes:
        extra = [EXTRA + base64_of(self.extra)] if self.extra else []
        lines = [HEAD, *extra, f"{INDEX}{self.index}", *map(base64_of, self.proof), "", ""]
        return "\n".join(lines).encode() + self.checkpoint
