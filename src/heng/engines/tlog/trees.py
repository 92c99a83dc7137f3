"""A tree that is read from its tiles: its leaves, its root, and the subtrees that proofs are made of."""

from heng.engines.tlog.merkle import EMPTY_ROOT, HASH_SIZE, node_hash, row_root
from heng.engines.tlog.tiles import HEIGHT, WIDTH, TileReader, read_hashes, tile_in


class TiledTree:
    """The first `size` leaves of a log, read tile by tile, each tile once in the life of this object.

    What the tiles say is believed: compare `root()` with a checkpoint, or check the proofs that are made of them.
    """

    def __init__(self, size: int, read: TileReader) -> None:
        self.size = size
        self._read = read
        self._rows: dict[tuple[int, int], bytes] = {}

    def leaf(self, index: int) -> bytes:
        """Return the hash of a leaf.

        Raises:
            ValueError: the tree has no such leaf.
        """
        return self.subtree(index, index + 1)

    def root(self) -> bytes:
        """Return the root of the tree."""
        return self.subtree(0, self.size) if self.size else EMPTY_ROOT

    def subtree(self, start: int, end: int) -> bytes:
        """Return the root over the leaves from `start` up to `end`, one subtree of the tree: MTH(D[start:end]).

        Raises:
            ValueError: the tree has no such leaves.
        """
        if not 0 <= start < end <= self.size:
            raise ValueError(f"a tree of {self.size} leaves has no leaves from {start} up to {end}")
        roots = []
        while start < end:
            height = (end - start).bit_length() - 1
            roots.append(self._perfect(height, start >> height))
            start += 1 << height
        root = roots.pop()
        while roots:
            root = node_hash(roots.pop(), root)
        return root

    def _perfect(self, height: int, index: int) -> bytes:
        level, inside = divmod(height, HEIGHT)
        first = index << inside
        at = first % WIDTH * HASH_SIZE
        return row_root(self._row(level, first // WIDTH)[at : at + (HASH_SIZE << inside)])

    def _row(self, level: int, index: int) -> bytes:
        if (level, index) not in self._rows:
            self._rows[level, index] = read_hashes(self._read, tile_in(self.size, level, index))
        return self._rows[level, index]
