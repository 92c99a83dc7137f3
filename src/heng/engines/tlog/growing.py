"""A tree grows at its right edge: leaves come, tiles go out, and only the edge is kept in mind."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Self

from heng.engines.tlog.errors import MalformedError
from heng.engines.tlog.merkle import EMPTY_ROOT, HASH_SIZE, row_root
from heng.engines.tlog.tiles import HEIGHT, WIDTH, Tile, TileReader, edge_of, read_hashes

FULL = WIDTH * HASH_SIZE


class Appender:
    """The right edge of a tree, to which leaves are appended; its memory does not grow with the log.

    The same leaves after the same size give the same tiles: a run that was cut short is simply run again from the size
    of the last checkpoint.
    """

    def __init__(self) -> None:
        self.size = 0
        self._rows: list[bytearray] = []

    @classmethod
    def at(cls, size: int, read: TileReader) -> Self:
        """Take up a tree of that size where it was left, by the partial tiles of its edge.

        Raises:
            MalformedError: a tile of the edge is cut short.
        """
        appender = cls()
        appender.size = size
        for tile in edge_of(size):
            appender._row(tile.level)[:] = read_hashes(read, tile)
        return appender

    def extend(self, leaves: Iterable[bytes]) -> Iterator[tuple[Tile, bytes]]:
        """Append leaf hashes; yield each tile that becomes full, with its hashes. Run it to its end.

        Raises:
            MalformedError: a leaf hash is not of 32 bytes; the tree ends before its block of up to 256.
        """
        source = iter(leaves)
        while block := list(islice(source, WIDTH - self.size % WIDTH)):
            if any(len(leaf) != HASH_SIZE for leaf in block):
                raise MalformedError("a leaf hash is not of 32 bytes")
            self.size += len(block)
            self._row(0).extend(b"".join(block))
            yield from self._filled()

    def edge(self) -> list[tuple[Tile, bytes]]:
        """Return the partial tiles, with their hashes: they and the full ones make the tree as it is now."""
        return [(tile, bytes(self._rows[tile.level])) for tile in edge_of(self.size)]

    def root(self) -> bytes:
        """Return the root of the tree as it is now."""
        root = b""
        for row in self._rows:
            root = row_root(bytes(row) + root)
        return root or EMPTY_ROOT

    def _filled(self) -> Iterator[tuple[Tile, bytes]]:
        level = 0
        while len(row := self._row(level)) == FULL:
            level += 1
            hashes = bytes(row)
            row.clear()
            self._row(level).extend(row_root(hashes))
            yield Tile(level - 1, (self.size >> HEIGHT * level) - 1), hashes

    def _row(self, level: int) -> bytearray:
        while len(self._rows) <= level:
            self._rows.append(bytearray())
        return self._rows[level]
