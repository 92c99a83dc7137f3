"""Tiles 「数据块」: the tree cut into files that never change (C2SP tlog-tiles).

A tile is 256 hashes side by side; each hash of a level stands for one full tile of the level below. The tiles at the
right edge of the tree are partial. Entries lie in bundles with the same numbers as the tiles of level 0.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from heng.engines.tlog.errors import MalformedError
from heng.engines.tlog.merkle import HASH_SIZE

HEIGHT = 8
WIDTH = 1 << HEIGHT
ENTRIES = -1  # the level of bundles of entries
HIGHEST = 63
PATH = re.compile(r"tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([0-9]{1,3}))?")


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """The place of a tile, or of a bundle of entries: level, number in the level, how many hashes it holds.

    Raises:
        ValueError: there is no such place.
    """

    level: int
    index: int
    width: int = WIDTH

    def __post_init__(self) -> None:
        if not (ENTRIES <= self.level <= HIGHEST and self.index >= 0 and 1 <= self.width <= WIDTH):
            raise ValueError(f"no tile has level {self.level}, index {self.index} and width {self.width}")

    @property
    def is_full(self) -> bool:
        """Tell whether this tile will never be replaced by a wider one."""
        return self.width == WIDTH

    @property
    def path(self) -> str:
        """Return where the tile lies under the prefix of the log, as `tile/0/x001/x234/067.p/8`."""
        level = "entries" if self.level == ENTRIES else self.level
        part = "" if self.is_full else f".p/{self.width}"
        return f"tile/{level}/{_groups(self.index)}{part}"


TileReader = Callable[[Tile], bytes]
"""Reads what lies at a place. Where a partial tile is gone, the wider one at its place will do: it begins the same."""


def tile_in(size: int, level: int, index: int) -> Tile:
    """Return a tile as wide as it is in a tree of that many leaves.

    Raises:
        ValueError: such a tree has no such tile.
    """
    return Tile(level, index, min(WIDTH, (size >> HEIGHT * max(level, 0)) - index * WIDTH))


def tiles_of(size: int, since: int = 0) -> Iterator[Tile]:
    """List the tiles of hashes that a tree of this size has and one of the size `since` had not, lowest level first."""
    for level in _levels(size):
        before, now = since >> HEIGHT * level, size >> HEIGHT * level
        for index in range(before // WIDTH, -(-now // WIDTH)):
            if min(now, (index + 1) * WIDTH) > before:
                yield tile_in(size, level, index)


def edge_of(size: int) -> list[Tile]:
    """List the partial tiles at the right edge of a tree of this size, lowest level first."""
    counts = ((level, size >> HEIGHT * level) for level in _levels(size))
    return [tile_in(size, level, count // WIDTH) for level, count in counts if count % WIDTH]


def read_hashes(read: TileReader, tile: Tile) -> bytes:
    """Read the hashes of a tile, `tile.width` of them.

    Raises:
        MalformedError: what lies there is cut short, or is no row of hashes.
    """
    row = read(tile)
    if len(row) < tile.width * HASH_SIZE or len(row) > WIDTH * HASH_SIZE or len(row) % HASH_SIZE:
        raise MalformedError(f"{tile.path} holds {len(row)} bytes, not {tile.width * HASH_SIZE}")
    return row[: tile.width * HASH_SIZE]


def parse_path(path: str) -> Tile:
    """Read the place of a tile from its path under the prefix of the log.

    Raises:
        MalformedError: not the one way to write a path.
    """
    match = PATH.fullmatch(path)
    try:
        if not match:
            raise ValueError
        level, groups, width = match.groups()
        index = int(re.sub("[x/]", "", groups))
        tile = Tile(ENTRIES if level == "entries" else int(level), index, int(width or WIDTH))
    except ValueError as error:
        raise MalformedError(f"not the path of a tile: {path!r}") from error
    if tile.path != path:
        raise MalformedError(f"not the way to write {tile.path}: {path!r}")
    return tile


def _levels(size: int) -> range:
    return range(-(-size.bit_length() // HEIGHT))


def _groups(index: int) -> str:
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
