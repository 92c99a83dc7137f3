"""Reads of the log 「查验固化」: where an entry is sealed, and what proves it."""

from dataclasses import dataclass

from heng.engines.tlog.bundles import entries_in
from heng.engines.tlog.checkpoints import Checkpoint
from heng.engines.tlog.keys import VerifierKey
from heng.engines.tlog.notes import Note, Signature, parse_note
from heng.engines.tlog.proofs import prove_inclusion
from heng.engines.tlog.tiles import ENTRIES, HEIGHT, WIDTH, Tile, tile_in
from heng.engines.tlog.trees import TiledTree
from heng.ledger.models import Turn
from heng.ledger.transparency import keys, leaves, reading
from heng.ledger.transparency.folder import CHECKPOINT, folder
from heng.ledger.transparency.leaves import Opening
from heng.ledger.transparency.models import Checkpoint as Head


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
    (row,) = reading.rows(index, index + 1)
    return leaves.leaf(row, keys.salt_secret(), leaves.shown_in(stored))


def opening_of(index: int, stored: bytes) -> Opening:
    """Return what opens a leaf, for who may know it."""
    (row,) = reading.rows(index, index + 1)
    return leaves.opening(row, keys.salt_secret(), leaves.shown_in(stored))


def vkey() -> VerifierKey:
    """Return the key that verifies the log."""
    return keys.signer().vkey


def vkeys() -> list[VerifierKey]:
    """Return every key under which checkpoints are signed: that one, and the second if there is one."""
    return [signer.vkey for signer in keys.signers()]
