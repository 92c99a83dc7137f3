"""Bundles of entries 「条目包」: the entries behind one tile of level 0, each after its length (C2SP tlog-tiles)."""

from collections.abc import Iterable

from heng.engines.tlog.errors import MalformedError

LENGTH = 2  # bytes of the big-endian length before an entry
LONGEST = (1 << 8 * LENGTH) - 1


def bundle(entries: Iterable[bytes]) -> bytes:
    """Write entries of a log one after another.

    Raises:
        MalformedError: an entry is longer than 65,535 bytes.
    """
    return b"".join(_framed(entry) for entry in entries)


def entries_in(data: bytes, width: int) -> list[bytes]:
    """Read the entries of a bundle, `width` of them.

    Raises:
        MalformedError: the bundle is cut short, or goes on behind its last entry.
    """
    entries = []
    at = 0
    for _ in range(width):
        start = at + LENGTH
        at = start + int.from_bytes(data[at:start])
        entries.append(data[start:at])
    if at != len(data):
        raise MalformedError(f"a bundle of {len(data)} bytes does not end with its entry {width}")
    return entries


def _framed(entry: bytes) -> bytes:
    if len(entry) > LONGEST:
        raise MalformedError(f"an entry of {len(entry)} bytes is longer than {LONGEST}")
    return len(entry).to_bytes(LENGTH) + entry
