"""The Merkle tree 「默克尔树」 over SHA-256: hashes of leaves, nodes and roots (RFC 6962 2.1, RFC 9162 2.1.1).

Hashes are 32 raw bytes. A row is hashes of one height side by side, in one string of bytes.
"""

from collections.abc import Iterable
from hashlib import sha256

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()
LEAF, NODE = b"\x00", b"\x01"
PAIR = 2 * HASH_SIZE


def leaf_hash(entry: bytes) -> bytes:
    """Hash an entry of the log."""
    return sha256(LEAF + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into the one above them."""
    return sha256(NODE + left + right).digest()


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root over leaf hashes; that of the empty tree when there are none."""
    return row_root(b"".join(leaves)) or EMPTY_ROOT


def row_root(row: bytes) -> bytes:
    """Return the root over a row; nothing over nothing."""
    while len(row) > HASH_SIZE:
        row = _parents(row)
    return row


def _parents(row: bytes) -> bytes:
    whole = len(row) - len(row) % PAIR  # a last hash without a neighbour goes up as it is
    return b"".join([sha256(NODE + row[at : at + PAIR]).digest() for at in range(0, whole, PAIR)]) + row[whole:]
