"""Where the log lies 「日志目录」: files by the paths of C2SP tlog-tiles, fit for any web server."""

import os
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.conf import settings

from heng.engines.tlog.tiles import ENTRIES, WIDTH, Tile

CHECKPOINT = "checkpoint"
AT_ONCE = 16  # files on their way to the medium: a journalling file system settles them together


class Folder:
    """A folder of whole files: what stands under a path was written completely before it got its name."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, path: str, data: bytes) -> None:
        """Write a file, in place of the one that may stand there. Only `settle` brings it onto the medium."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f".{place.name}.draft")
        draft.write_bytes(data)
        draft.replace(place)

    def replace(self, path: str, data: bytes) -> None:
        """Write a file that readers follow: it is on the medium before it takes the place of the old one."""
        place = self.root / path
        draft = place.with_name(f".{place.name}.draft")
        draft.write_bytes(data)
        _settle(draft)
        draft.replace(place)
        _settle(place.parent)

    def settle(self, paths: Iterable[str]) -> None:
        """Let files, and the folders that name them, reach the medium."""
        places = [self.root / path for path in paths]
        above = {folder for place in places for folder in place.parents if folder.is_relative_to(self.root)}
        with ThreadPoolExecutor(AT_ONCE) as hands:
            list(hands.map(_settle, places))
        for each in sorted(above, reverse=True):
            _settle(each)

    def read(self, path: str) -> bytes:
        """Read a file.

        Raises:
            FileNotFoundError: nothing stands there.
        """
        return (self.root / path).read_bytes()

    def tile(self, tile: Tile) -> bytes:
        """Read a tile; the full one where the partial one was cleared away.

        Raises:
            FileNotFoundError: neither stands there.
        """
        try:
            return self.read(tile.path)
        except FileNotFoundError:
            if tile.is_full:
                raise
            return self.read(Tile(tile.level, tile.index).path)

    def clear(self, partial: Tile) -> None:
        """Remove every partial tile of a place, now that the full one stands there."""
        shutil.rmtree((self.root / partial.path).parent, ignore_errors=True)


def folder() -> Folder:
    """Give the folder of the settings."""
    return Folder(Path(settings.LOG_ROOT))


def bundle_of(size: int) -> Tile | None:
    """Return the partial bundle of entries at the edge of a log of this size, if there is one."""
    return Tile(ENTRIES, size // WIDTH, size % WIDTH) if size % WIDTH else None


def _settle(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
