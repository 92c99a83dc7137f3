"""Writing the log 「写入日志」: leaves come, tiles and bundles of entries go into the folder; memory stays flat."""

from collections.abc import Iterable
from itertools import islice

from heng.engines.tlog.bundles import bundle, entries_in
from heng.engines.tlog.growing import Appender
from heng.engines.tlog.merkle import leaf_hash
from heng.engines.tlog.tiles import ENTRIES, WIDTH, Tile, read_hashes
from heng.ledger.transparency.errors import LogBrokenError
from heng.ledger.transparency.folder import Folder, bundle_of


class LogWriter:
    """Goes on from a log of some size. Nothing of it counts before a checkpoint says so.

    The same leaves after the same size write the same files, so whoever died in the middle is followed by one who does
    it again.

    Raises:
        LogBrokenError: the edge of the log is missing, or its entries are not those of its tree.
    """

    def __init__(self, folder: Folder, size: int) -> None:
        self._folder = folder
        self._written: list[str] = []
        try:
            self._tree = Appender.at(size, folder.tile)
            self._bundle = bytearray(_edge_entries(folder, size))
        except (OSError, ValueError) as fault:
            raise LogBrokenError(f"the edge of the log of {size} leaves cannot be read: {fault}") from fault

    @property
    def size(self) -> int:
        """How many leaves the log has."""
        return self._tree.size

    def root(self) -> bytes:
        """Return the root over them."""
        return self._tree.root()

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Append leaves, and write what becomes full."""
        source = iter(leaves)
        while block := list(islice(source, WIDTH - self.size % WIDTH)):
            self._bundle += bundle(block)
            for tile, hashes in self._tree.extend(map(leaf_hash, block)):
                self._put(tile, hashes)
            if self.size % WIDTH == 0:
                self._put(Tile(ENTRIES, self.size // WIDTH - 1), bytes(self._bundle))
                self._bundle.clear()

    def finish(self) -> None:
        """Write the edge, and bring everything onto the medium."""
        for tile, hashes in self._tree.edge():
            self._put(tile, hashes)
        if partial := bundle_of(self.size):
            self._put(partial, bytes(self._bundle))
        self._folder.settle(self._written)
        self._written.clear()

    def _put(self, tile: Tile, data: bytes) -> None:
        self._folder.put(tile.path, data)
        self._written.append(tile.path)


def _edge_entries(folder: Folder, size: int) -> bytes:
    """Read the partial bundle of the edge, having compared it with the tree."""
    tile = bundle_of(size)
    if tile is None:
        return b""
    data = folder.tile(tile)
    told = b"".join(map(leaf_hash, entries_in(data, tile.width)))
    if told != read_hashes(folder.tile, Tile(0, tile.index, tile.width)):
        raise ValueError("its entries are not those of its tree")
    return data
