"""Where tests keep tiles: the widest of each place, as a log may."""

from collections.abc import Iterable

from heng.engines.tlog.growing import Appender
from heng.engines.tlog.tiles import Tile
from heng.engines.tlog.trees import TiledTree


class Shelf:
    """Tiles in memory; `read` is a `TileReader` that counts."""

    def __init__(self) -> None:
        self.rows: dict[tuple[int, int], bytes] = {}
        self.reads = 0

    def put(self, tiles: Iterable[tuple[Tile, bytes]]) -> None:
        self.rows.update({(tile.level, tile.index): row for tile, row in tiles})

    def read(self, tile: Tile) -> bytes:
        self.reads += 1
        return self.rows[tile.level, tile.index]

    def tree(self, size: int) -> TiledTree:
        return TiledTree(size, self.read)


def shelf_of(leaves: Iterable[bytes]) -> Shelf:
    shelf, appender = Shelf(), Appender()
    shelf.put(appender.extend(leaves))
    shelf.put(appender.edge())
    return shelf
