"""Proofs that a leaf stands in a tree 「包含证明」, and that a tree goes on from an older one 「一致性证明」.

RFC 9162 2.1.3 and 2.1.4.
"""

from collections.abc import Sequence

from heng.engines.tlog.errors import ProofError
from heng.engines.tlog.merkle import EMPTY_ROOT, HASH_SIZE, node_hash
from heng.engines.tlog.trees import TiledTree


def prove_inclusion(tree: TiledTree, index: int) -> list[bytes]:
    """Prove that a leaf stands in the tree: the roots beside its way up, lowest first (PATH of RFC 9162 2.1.3.1).

    Raises:
        ValueError: the tree has no such leaf.
    """
    if not 0 <= index < tree.size:
        raise ValueError(f"a tree of {tree.size} leaves has no leaf {index}")
    return _path(tree, index, index + 1)


def prove_consistency(tree: TiledTree, size: int) -> list[bytes]:
    """Prove that the tree goes on from its first `size` leaves (PROOF of RFC 9162 2.1.4.1).

    Raises:
        ValueError: the tree is smaller.
    """
    if not 0 <= size <= tree.size:
        raise ValueError(f"a tree of {tree.size} leaves goes on from none of {size}")
    if size in (0, tree.size):
        return []
    start = size - (size & -size)
    own = [tree.subtree(start, size)] if start else []  # without a start the older root is that subtree
    return own + _path(tree, start, size)


def check_inclusion(proof: Sequence[bytes], *, leaf: bytes, index: int, size: int, root: bytes) -> None:
    """Refuse a proof that does not lead from a leaf hash to the root (RFC 9162 2.1.3.2).

    Raises:
        ProofError: it does not.
    """
    if not 0 <= index < size:
        raise ProofError(f"a tree of {size} leaves has no leaf {index}")
    if _climb(leaf, proof, index, size - 1)[1] != root:
        raise ProofError(f"the proof does not lead from leaf {index} to the root of {size} leaves")


def check_consistency(proof: Sequence[bytes], *, old_size: int, old_root: bytes, size: int, root: bytes) -> None:
    """Refuse a proof that does not lead from the older root to the newer one (RFC 9162 2.1.4.2).

    Every tree goes on from the empty one, and from itself; the proof of either is empty.

    Raises:
        ProofError: it does not.
    """
    if not 0 <= old_size <= size:
        raise ProofError(f"a tree of {size} leaves goes on from none of {old_size}")
    if old_size in (0, size):
        _check_without_proof(proof, old_size, old_root, size, root)
        return
    is_subtree = old_size.bit_count() == 1  # then the older root is where the way up begins
    start, siblings = (old_root, proof) if is_subtree or not proof else (proof[0], proof[1:])
    last, height = old_size - 1, (old_size & -old_size).bit_length() - 1
    if _climb(start, siblings, last >> height, (size - 1) >> height) != (old_root, root):
        raise ProofError(f"the proof does not lead from {old_size} leaves to {size}")


def _path(tree: TiledTree, start: int, end: int) -> list[bytes]:
    """Return the roots beside the way from a subtree up to the root, lowest first."""
    low, high = 0, tree.size
    beside = []
    while (low, high) != (start, end):
        middle = low + (1 << (high - low - 1).bit_length() - 1)
        if start < middle:
            beside.append(tree.subtree(middle, high))
            high = middle
        else:
            beside.append(tree.subtree(low, middle))
            low = middle
    return beside[::-1]


def _climb(start: bytes, siblings: Sequence[bytes], index: int, last: int) -> tuple[bytes, bytes]:
    """Return the root of what ends with the start, and the root of the whole row from 0 to `last`."""
    old = new = start
    for sibling in siblings:
        if not last or len(sibling) != HASH_SIZE:
            raise ProofError("the proof is longer than its tree is high, or holds what is no hash")
        if index & 1 or index == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        index, last = index >> 1, last >> 1
    if last:
        raise ProofError("the proof is shorter than its tree is high")
    return old, new


def _check_without_proof(proof: Sequence[bytes], old_size: int, old_root: bytes, size: int, root: bytes) -> None:
    if proof:
        raise ProofError(f"no proof is due from {old_size} leaves to {size}")
    if (old_size == 0 and old_root != EMPTY_ROOT) or (old_size == size and old_root != root):
        raise ProofError(f"not the root of {old_size} leaves")
