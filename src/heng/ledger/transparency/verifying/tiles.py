"""Tiles: each full tile leads to its hash in the tile above, and none at the edge was left altered."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from heng.engines.tlog.errors import MalformedError
from heng.engines.tlog.merkle import HASH_SIZE, row_root
from heng.engines.tlog.tiles import WIDTH, Tile, edge_of, tile_in, tiles_of
from heng.ledger.transparency.folder import bundle_of, folder
from heng.ledger.transparency.verifying.findings import BUNDLE, TILE, Finding
from heng.ledger.transparency.verifying.reading import Stored, unreadable


def check_parent(stored: Stored, level: int, index: int) -> list[Finding]:
    """Check that a full tile leads to its hash in the tile above. A tile that cannot be read is named elsewhere."""
    tile = tile_in(stored.size, level, index)
    if not tile.is_full:
        return []
    above = tile_in(stored.size, level + 1, index // WIDTH)
    at = index % WIDTH * HASH_SIZE
    try:
        if row_root(stored.hashes(tile)) == stored.hashes(above)[at : at + HASH_SIZE]:
            return []
    except (OSError, MalformedError):
        return []
    return [Finding(TILE, above.path, f"与下级数据块{tile.path}不相符，两者之一被改动")]


def check_above(size: int, since: int) -> tuple[Counter[str], list[Finding]]:
    """Check the tiles above the lowest level, those that came after a size, and the partial files at the edge."""
    stored, findings = Stored(size), []
    tiles = list(tiles_of(size, since))
    for tile in tiles:
        if tile.level:
            findings += [*_unread(stored, tile), *check_parent(stored, tile.level, tile.index)]
    return Counter({TILE: len(tiles)}), [*findings, *_left_over(size)]


def _unread(stored: Stored, tile: Tile) -> list[Finding]:
    try:
        stored.hashes(tile)
    except (OSError, MalformedError) as fault:
        return [unreadable(tile, fault)]
    return []


def _left_over(size: int) -> Iterator[Finding]:
    """Compare the partial files of older checkpoints, which stand until their place is full, with the newest."""
    root = folder().root
    for tile in (*edge_of(size), *filter(None, [bundle_of(size)])):
        newest = root / tile.path
        if newest.exists():
            data = newest.read_bytes()
            for path in newest.parent.iterdir():
                if not path.name.startswith(".") and int(path.name) < tile.width and _differs(path, data, tile):
                    kind = TILE if tile.level >= 0 else BUNDLE
                    yield Finding(kind, str(path.relative_to(root)), "较早的文件与现在的不相符，两者之一被改动")


def _differs(path: Path, data: bytes, tile: Tile) -> bool:
    """Tell whether an older file is not how the newest begins, or not as long as its name says."""
    older = path.read_bytes()
    length = int(path.name) * HASH_SIZE if tile.level >= 0 else _end_of(data, int(path.name))
    return older != data[:length]


def _end_of(bundle: bytes, count: int) -> int:
    """Return where so many entries of a bundle end."""
    at = 0
    for _ in range(count):
        at += 2 + int.from_bytes(bundle[at : at + 2])
    return at
