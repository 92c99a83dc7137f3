"""Reading what the log stored: whole, of its exact length, or not at all."""

from functools import lru_cache

from heng.engines.tlog.bundles import entries_in
from heng.engines.tlog.errors import MalformedError
from heng.engines.tlog.merkle import HASH_SIZE
from heng.engines.tlog.tiles import ENTRIES, WIDTH, Tile, tile_in
from heng.ledger.transparency.folder import folder
from heng.ledger.transparency.verifying.findings import BUNDLE, TILE, Finding

KEPT = 256  # rows of hashes in memory


class Stored:
    """The files of a log of some size. Where a partial file was cleared away, the full one begins the same."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._folder = folder()
        self.hashes = lru_cache(KEPT)(self._hashes)

    def entries(self, index: int) -> list[bytes]:
        """Read the entries of a bundle.

        Raises:
            OSError: it is gone.
            MalformedError: it is cut short, or goes on behind its last entry.
        """
        tile = tile_in(self.size, ENTRIES, index)
        data, width = self._whole(tile)
        return entries_in(data, width)[: tile.width]

    def _hashes(self, tile: Tile) -> bytes:
        """Read the hashes of a tile; raises as `entries` does."""
        data, width = self._whole(tile)
        if len(data) != width * HASH_SIZE:
            raise MalformedError(f"{len(data)} bytes")
        return data[: tile.width * HASH_SIZE]

    def _whole(self, tile: Tile) -> tuple[bytes, int]:
        try:
            return self._folder.read(tile.path), tile.width
        except FileNotFoundError:
            if tile.is_full:
                raise
            return self._folder.read(Tile(tile.level, tile.index).path), WIDTH


def unreadable(tile: Tile, fault: Exception) -> Finding:
    """Say what is wrong with a file that could not be read."""
    kind = BUNDLE if tile.level == ENTRIES else TILE
    what = "文件缺失" if isinstance(fault, FileNotFoundError) else "文件长度不对，被截断或多出内容"
    return Finding(kind, tile.path, what)
