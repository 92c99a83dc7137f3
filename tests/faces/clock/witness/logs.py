"""Logs that are laid before a witness: one history, and a fork of it."""

from hashlib import sha256

from heng.engines.tlog.checkpoints import Checkpoint
from heng.engines.tlog.notes import sign_note
from heng.engines.tlog.proofs import prove_consistency
from heng.engines.tlog.signing import Ed25519Signer
from heng.engines.tlog.witnessing import Submission
from tests.engines.tlog.shelf import Shelf, shelf_of
from tests.engines.tlog.signers import signer

ORIGIN = "jg.example/log"
LOG = signer(ORIGIN)
HISTORY = [sha256(index.to_bytes(8)).digest() for index in range(600)]
SHELF, FORKED = shelf_of(HISTORY), shelf_of([*HISTORY[:20], *reversed(HISTORY[20:])])


def submission(size: int, *, old: int = 0, shelf: Shelf = SHELF, by: Ed25519Signer = LOG) -> bytes:
    """Lay the first `size` leaves before a witness that signed `old`."""
    tree = shelf.tree(size)
    note = sign_note(str(Checkpoint(by.name, size, tree.root())), by)
    return bytes(Submission(old, tuple(prove_consistency(tree, old)), note))
