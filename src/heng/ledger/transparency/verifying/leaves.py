"""Leaves: every entry made into its leaf again, against the bundle and the tile that hold it."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

import msgspec

from heng.engines.tlog.errors import MalformedError
from heng.engines.tlog.merkle import HASH_SIZE, leaf_hash
from heng.engines.tlog.tiles import ENTRIES, WIDTH, Tile, tile_in
from heng.ledger.transparency import keys
from heng.ledger.transparency.leaves import Row, leaf, shown_in
from heng.ledger.transparency.shown import shown
from heng.ledger.transparency.verifying import journal, personal
from heng.ledger.transparency.verifying.findings import BUNDLE, ENTRY, TILE, Finding
from heng.ledger.transparency.verifying.reading import Stored, unreadable
from heng.ledger.transparency.verifying.tiles import check_parent

STRETCH = 16 * WIDTH  # leaves that one process looks at at once
Read = TypeVar("Read")
_decode = msgspec.json.Decoder(dict[str, object]).decode


class Leaf(NamedTuple):
    """One leaf as three tell of it: the journal (made again; None if that fails), the bundle, and the tile."""

    number: int
    row: Row | None
    made: bytes | None
    stored: bytes | None
    hashed: bytes | None


def check_stretch(first: int, size: int) -> tuple[Counter[str], list[Finding]]:
    """Check the leaves from `first` on, up to `STRETCH` of them, in a log of that size; and their personal values."""
    until, stored = min(first + STRETCH, size), Stored(size)
    rows = journal.rows(first, until)
    findings = [
        finding
        for index in range(first // WIDTH, -(-until // WIDTH))
        for finding in (*_check_tile(stored, index, rows), *check_parent(stored, 0, index))
    ]
    looked, more = personal.check(rows.values())
    looked[ENTRY] += until - first
    return looked, findings + more


def _check_tile(stored: Stored, index: int, rows: dict[int, Row]) -> Iterator[Finding]:
    bundle, tile = (tile_in(stored.size, level, index) for level in (ENTRIES, 0))
    entries, gone = _read(bundle, lambda: stored.entries(index))
    hashes, lost = _read(tile, lambda: stored.hashes(tile))
    yield from (*gone, *lost)
    secret = keys.salt_secret()
    for place in range(tile.width):
        number = index * WIDTH + place
        entry = entries[place] if entries is not None else None
        hashed = hashes[place * HASH_SIZE : (place + 1) * HASH_SIZE] if hashes is not None else None
        row = rows.get(number)
        one = Leaf(number, row, row and _made(row, secret, entry), entry, hashed)
        if one.made is None or one.made != entry or leaf_hash(one.made) != hashed:
            yield from _differences(one, bundle, tile)


def _read(tile: Tile, read: Callable[[], Read]) -> tuple[Read | None, list[Finding]]:
    try:
        return read(), []
    except (OSError, MalformedError) as fault:
        return None, [unreadable(tile, fault)]


def _made(row: Row, secret: bytes, stored: bytes | None) -> bytes | None:
    """Make a leaf by the list of today, else by what the stored one lets out; None of what no leaf can be made."""
    try:
        made = leaf(row, secret, shown(row.kind))
        return made if stored is None or made == stored else leaf(row, secret, shown_in(stored))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _differences(one: Leaf, bundle: Tile, tile: Tile) -> Iterator[Finding]:
    """Say who of the three is alone with what it tells."""
    is_held = one.stored is not None and leaf_hash(one.stored) == one.hashed
    if one.row is None:
        yield Finding(ENTRY, f"序号{one.number + 1}", "数据库中已没有这条留痕")
    if one.stored is not None and one.made == one.stored:
        if one.hashed is not None:
            yield Finding(TILE, tile.path, f"第{one.number + 1}条的哈希被改动")
    elif one.made is not None and leaf_hash(one.made) == one.hashed:
        if one.stored is not None:
            yield Finding(BUNDLE, bundle.path, f"第{one.number + 1}条的内容被改动")
    elif one.row is not None and (one.stored is not None or one.hashed is not None):
        yield Finding(ENTRY, _place(one), _altered(one) if is_held else "与固化时不符，条目包或数据块也不相符")
    if one.row is None and one.stored is not None and one.hashed is not None and not is_held:
        yield Finding(BUNDLE, bundle.path, f"第{one.number + 1}条与数据块中的哈希不符")


def _place(one: Leaf) -> str:
    return f"编号{one.row.entry}（序号{one.number + 1}，{one.row.kind}）" if one.row else f"序号{one.number + 1}"


def _altered(one: Leaf) -> str:
    """Name the fields in which an entry differs from its leaf."""
    if one.made is None or one.stored is None:
        return "内容被改动，已无法还原"
    now, then = _decode(one.made), _decode(one.stored)
    names = sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))
    return f"内容被改动：{'、'.join('未公开部分' if name == 'closed' else name for name in names)}"
