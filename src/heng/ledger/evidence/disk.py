"""The local disk as store 「本机存放」: a file is moved into its place when it is whole and on the medium."""

import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.core.files.storage import FileSystemStorage

from heng.ledger.evidence.store import PIECE

READ_ONLY = 0o440
DIGEST_NAMES = "??/??/*"


class DiskStore(FileSystemStorage):
    """Keeps contents under MEDIA_ROOT, readable by their owner and group only."""

    def put(self, key: str, draft: Path) -> None:
        """Move the file into its place; whoever comes second with the same content replaces it by itself."""
        place = Path(self.path(key))
        place.parent.mkdir(parents=True, exist_ok=True)
        draft.chmod(READ_ONLY)
        _settle(draft)
        draft.replace(place)
        for folder in (place.parent, place.parent.parent, place.parent.parent.parent):
            _settle(folder)

    def lock(self, key: str, *, until: date) -> None:
        """Do nothing: on a disk the rows alone say how long."""

    def has(self, key: str) -> bool:
        return self.exists(key)

    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        with Path(self.path(key)).open("rb") as file:
            file.seek(start)
            while length > 0 and (piece := file.read(min(PIECE, length))):
                length -= len(piece)
                yield piece

    def remove(self, key: str) -> None:
        Path(self.path(key)).unlink(missing_ok=True)

    def older_than(self, moment: datetime) -> Iterator[str]:
        """List contents, and drafts of processes that died, by their time on the disk."""
        root = Path(self.location)
        for place in (*root.glob(DIGEST_NAMES), *root.glob("incoming/*")):
            if place.is_file() and place.stat().st_mtime < moment.timestamp():
                yield str(place.relative_to(root))


def _settle(path: Path) -> None:
    """Let a file or folder reach the medium."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
