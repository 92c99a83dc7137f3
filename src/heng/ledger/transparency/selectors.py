"""Reads of the log 「查验固化」: where an entry is sealed, and what proves it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from heng.engines.tlog.bundles import entries_in
from heng.engines.tlog.checkpoints import Checkpoint
from heng.engines.tlog.keys import VerifierKey
from heng.engines.tlog.notes import Note, Signature, parse_note
from heng.engines.tlog.proofs import prove_inclusion
from heng.engines.tlog.tiles import ENTRIES, HEIGHT, WIDTH, Tile, tile_in
from heng.engines.tlog.trees import TiledTree
from heng.ledger.models import Turn
from heng.ledger.transparency import keys, leaves
from heng.ledger.transparency.errors import LogBrokenError
from heng.ledger.transparency.folder import CHECKPOINT, folder
from heng.ledger.transparency.leaves import Opening, Row
from heng.ledger.transparency.models import Checkpoint as Head

COLUMNS = tuple("moment" if name == "at" else f"entry__{name}" for name in ("id", *Row._fields[1:]))
BATCH = 4096  # leaves that are in memory at once


@dataclass(frozen=True, slots=True)
class Seal:
    """Where an entry is sealed 「固化凭证」: its leaf under the newest checkpoint, by a proof of RFC 9162 2.1.3."""

    index: int
    leaf_hash: bytes
    size: int
    root: bytes
    proof: tuple[bytes, ...]


def newest() -> Head | None:
    """Return the newest checkpoint, or None before the first."""
    return Head.objects.order_by("-size").first()


def sealed_size() -> int:
    """Count the entries that are sealed."""
    last = newest()
    return last.size if last else 0


def published() -> bytes | None:
    """Return the checkpoint as it stands published; None before the first."""
    try:
        return folder().read(CHECKPOINT)
    except FileNotFoundError:
        return None


def published_tile(tile: Tile) -> bytes:
    """Return a tile that the published checkpoint stands for, as wide as it was asked for.

    Raises:
        FileNotFoundError: no published tree has this tile; what is only written does not count.
    """
    note = published()
    size = Checkpoint.parse(parse_note(note).text).size if note else 0
    if tile.index * WIDTH + tile.width > size >> HEIGHT * max(tile.level, 0):
        raise FileNotFoundError(tile.path)
    return folder().read(tile.path)


def note_of(checkpoint: Head) -> Note:
    """Return a checkpoint as it is published: signed by the log, and cosigned by those witnesses who have answered."""
    lines = checkpoint.cosignatures.order_by("pk").values_list("line", flat=True)
    return parse_note(checkpoint.note.encode()).and_signatures(map(Signature.parse, lines))


def seal_of(entry: int) -> Seal | None:
    """Prove that an entry stands in the log; None while it is not sealed yet."""
    turn, last = Turn.objects.filter(entry_id=entry).first(), newest()
    if turn is None or last is None or turn.position > last.size:
        return None
    tree, index = TiledTree(last.size, folder().tile), turn.position - 1
    proof = tuple(prove_inclusion(tree, index))
    return Seal(index, tree.leaf(index), last.size, bytes.fromhex(last.root), proof)


def leaf_at(index: int, size: int) -> bytes:
    """Return a leaf as it stands in a log of that size.

    Raises:
        ValueError: such a log has no such leaf.
        FileNotFoundError: its bundle is gone.
    """
    tile = tile_in(size, ENTRIES, index // WIDTH)
    return entries_in(folder().tile(tile), tile.width)[index % WIDTH]


def leaf_again(index: int, stored: bytes) -> bytes:
    """Make a leaf again from the journal, letting out what the stored one does: the same bytes, if nothing changed."""
    (row,) = rows(index, index + 1)
    return leaves.leaf(row, keys.salt_secret(), leaves.shown_in(stored))


def opening_of(index: int, stored: bytes) -> Opening:
    """Return what opens a leaf, for who may know it."""
    (row,) = rows(index, index + 1)
    return leaves.opening(row, keys.salt_secret(), leaves.shown_in(stored))


def rows(start: int, end: int) -> Iterator[Row]:
    """Yield entries in the order of their turns, from leaf `start` up to `end`.

    Raises:
        LogBrokenError: a turn is missing.
    """
    for first in range(start, end, BATCH):
        until = min(first + BATCH, end)
        found = told(Turn.objects.filter(position__gt=first, position__lte=until).order_by("position"))
        if list(map(itemgetter(0), found)) != list(range(first + 1, until + 1)):
            raise LogBrokenError(f"turns are missing between {first + 1} and {until}")
        yield from map(row_of, found)


def told(turns: QuerySet[Turn]) -> "QuerySet[Turn, tuple[Any, ...]]":
    """Ask what the entries of turns tell, each behind its position; `row_of` reads it."""
    return turns.annotate(moment=Cast("entry__at", TextField())).values_list("position", *COLUMNS)


def row_of(found: tuple[Any, ...]) -> Row:
    """Read the moment from its text, in UTC: Django's own reading takes a quarter of the time of sealing."""
    _, entry, kind, subject, at, *rest = found
    return Row(entry, kind, subject, datetime.fromisoformat(at).replace(tzinfo=UTC), *rest)


def vkey() -> VerifierKey:
    """Return the key that verifies the log."""
    return keys.signer().vkey


def vkeys() -> list[VerifierKey]:
    """Return every key under which checkpoints are signed: that one, and the second if there is one."""
    return [signer.vkey for signer in keys.signers()]
