"""Packed files within limits 「压缩包」: how much may come out of one is decided before it is unpacked."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from heng.engines.similarity.reading.refusals import UnreadableError

MOST_MEMBERS = 10_000
MOST_BYTES = 400 * 1024**2  # unpacked, of all members together
MOST_RATIO = 200  # unpacked to packed …
SLACK = 10 * 1024**2  # … once so much comes out
ENCRYPTED = 0x1  # bit 0 of the flags of a member (APPNOTE 4.4.4)


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Open an archive that keeps the limits.

    Raises:
        UnreadableError: `bomb`, `encrypted` or `broken`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive)
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as fault:
        raise UnreadableError("broken") from fault


def _check(archive: zipfile.ZipFile) -> None:
    """Believe what the directory says: `zipfile` gives out no more than that of any member."""
    members = archive.infolist()
    if any(one.flag_bits & ENCRYPTED for one in members):
        raise UnreadableError("encrypted")
    size, packed = sum(one.file_size for one in members), sum(one.compress_size for one in members)
    if len(members) > MOST_MEMBERS or size > MOST_BYTES or (size > SLACK and size > MOST_RATIO * packed):
        raise UnreadableError("bomb")
