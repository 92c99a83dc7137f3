"""Every proof of every size holds, is made from few tiles, and fails when a bit of anything is turned."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heng.engines.tlog.errors import ProofError
from heng.engines.tlog.merkle import EMPTY_ROOT, HASH_SIZE, leaf_hash, root_of
from heng.engines.tlog.proofs import check_consistency, check_inclusion, prove_consistency, prove_inclusion
from heng.engines.tlog.tiles import Tile
from heng.engines.tlog.trees import TiledTree
from tests.engines.tlog import rfc6962
from tests.engines.tlog.conftest import SIZE
from tests.engines.tlog.shelf import Shelf, shelf_of

MILLION = 1_000_000
SIZES = st.integers(1, SIZE) | st.sampled_from([255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, SIZE])


@st.composite
def indices(draw: st.DrawFn) -> tuple[int, int]:
    size = draw(SIZES)
    return draw(st.integers(0, size - 1)), size


@st.composite
def pairs(draw: st.DrawFn) -> tuple[int, int]:
    size = draw(SIZES)
    return draw(st.integers(1, size)), size


def turned(data: bytes, bit: int) -> bytes:
    return (int.from_bytes(data) ^ 1 << bit % (8 * len(data))).to_bytes(len(data))


@pytest.fixture(scope="module")
def eight() -> Shelf:
    return shelf_of(map(leaf_hash, rfc6962.ENTRIES))


@pytest.mark.parametrize(("place", "expected"), rfc6962.INCLUSION.items())
def test_the_published_inclusion_proofs_come_out(eight, place, expected):
    index, size = place
    assert [node.hex() for node in prove_inclusion(eight.tree(size), index)] == expected


@pytest.mark.parametrize(("sizes", "expected"), rfc6962.CONSISTENCY.items())
def test_the_published_consistency_proofs_come_out(eight, sizes, expected):
    old_size, size = sizes
    assert [node.hex() for node in prove_consistency(eight.tree(size), old_size)] == expected


def test_all_proofs_of_all_small_trees_are_those_of_the_definition_and_hold(leaves, shelf):
    for size in range(1, 41):
        tree, root = shelf.tree(size), root_of(leaves[:size])
        assert tree.root() == root
        for index in range(size):
            proof = prove_inclusion(tree, index)
            assert proof == rfc6962.path(index, leaves[:size])
            check_inclusion(proof, leaf=leaves[index], index=index, size=size, root=root)
            check = prove_consistency(tree, index + 1)
            assert check == rfc6962.proof(index + 1, leaves[:size])
            check_consistency(check, old_size=index + 1, old_root=root_of(leaves[: index + 1]), size=size, root=root)


@given(indices())
def test_an_inclusion_proof_from_tiles_holds(leaves, shelf, place):
    index, size = place
    tree = shelf.tree(size)
    check_inclusion(prove_inclusion(tree, index), leaf=tree.leaf(index), index=index, size=size, root=tree.root())
    assert tree.leaf(index) == leaves[index]


@given(pairs())
def test_a_consistency_proof_from_tiles_holds(shelf, sizes):
    old_size, size = sizes
    old, tree = shelf.tree(old_size), shelf.tree(size)
    proof = prove_consistency(tree, old_size)
    check_consistency(proof, old_size=old_size, old_root=old.root(), size=size, root=tree.root())


@given(indices(), st.integers(0), st.integers(0))
def test_an_inclusion_proof_with_a_turned_bit_fails(shelf, place, which, bit):
    index, size = place
    tree = shelf.tree(size)
    hashes = [tree.leaf(index), tree.root(), *prove_inclusion(tree, index)]
    which %= len(hashes)
    hashes[which] = turned(hashes[which], bit)
    leaf, root, *proof = hashes
    with pytest.raises(ProofError):
        check_inclusion(proof, leaf=leaf, index=index, size=size, root=root)


@given(pairs(), st.integers(0), st.integers(0))
def test_a_consistency_proof_with_a_turned_bit_fails(shelf, sizes, which, bit):
    old_size, size = sizes
    tree = shelf.tree(size)
    hashes = [shelf.tree(old_size).root(), tree.root(), *prove_consistency(tree, old_size)]
    which %= len(hashes)
    hashes[which] = turned(hashes[which], bit)
    old_root, root, *proof = hashes
    with pytest.raises(ProofError):
        check_consistency(proof, old_size=old_size, old_root=old_root, size=size, root=root)


@given(indices(), st.integers(0, SIZE))
def test_a_proof_holds_for_no_other_leaf(shelf, place, other):
    index, size = place
    tree = shelf.tree(size)
    with pytest.raises(ProofError):
        check_inclusion(
            prove_inclusion(tree, index),
            leaf=tree.leaf(index),
            index=other if other != index else size,
            size=size,
            root=tree.root(),
        )


@given(indices(), st.integers(0))
def test_a_proof_that_is_cut_or_drawn_out_fails(shelf, place, cut):
    index, size = place
    tree = shelf.tree(size)
    proof = prove_inclusion(tree, index)
    wrongs = [[*proof, tree.root()], *([proof[: cut % len(proof)]] if proof else []), [*proof[:-1], b"short"]]
    for wrong in wrongs:
        with pytest.raises(ProofError):
            check_inclusion(wrong, leaf=tree.leaf(index), index=index, size=size, root=tree.root())


@given(pairs(), st.integers(0))
def test_a_consistency_proof_that_is_cut_or_drawn_out_fails(shelf, sizes, cut):
    old_size, size = sizes
    tree, old_root = shelf.tree(size), shelf.tree(old_size).root()
    proof = prove_consistency(tree, old_size)
    for wrong in ([*proof, tree.root()], *([proof[: cut % len(proof)]] if proof else [])):
        with pytest.raises(ProofError):
            check_consistency(wrong, old_size=old_size, old_root=old_root, size=size, root=tree.root())


@pytest.mark.parametrize(("index", "size", "other_index", "other_size"), [(1, 4, 1, 8), (7, 8, 0, 1), (3, 4, 7, 8)])
def test_a_proof_holds_in_no_tree_of_another_height(shelf, index, size, other_index, other_size):
    tree = shelf.tree(size)
    proof = prove_inclusion(tree, index)
    with pytest.raises(ProofError):
        check_inclusion(proof, leaf=tree.leaf(index), index=other_index, size=other_size, root=tree.root())


@pytest.mark.parametrize(("old_size", "size", "other_old", "other"), [(4, 8, 4, 16), (4, 8, 2, 8), (6, 8, 6, 16)])
def test_a_consistency_proof_holds_between_no_trees_of_other_heights(shelf, old_size, size, other_old, other):
    old, new = shelf.tree(old_size).root(), shelf.tree(size).root()
    proof = prove_consistency(shelf.tree(size), old_size)
    with pytest.raises(ProofError):
        check_consistency(proof, old_size=other_old, old_root=old, size=other, root=new)


def test_no_byte_moves_from_one_hash_to_the_next(shelf):
    tree = shelf.tree(2)
    leaf, (sibling,) = tree.leaf(0), prove_inclusion(tree, 0)
    with pytest.raises(ProofError):
        check_inclusion([sibling[1:]], leaf=leaf + sibling[:1], index=0, size=2, root=tree.root())


def test_every_tree_goes_on_from_the_empty_one_without_proof(shelf):
    assert prove_consistency(shelf.tree(5), 0) == []
    check_consistency([], old_size=0, old_root=EMPTY_ROOT, size=5, root=shelf.tree(5).root())
    with pytest.raises(ProofError):
        check_consistency([], old_size=0, old_root=bytes(HASH_SIZE), size=5, root=shelf.tree(5).root())
    with pytest.raises(ProofError):
        check_consistency([], old_size=0, old_root=EMPTY_ROOT, size=0, root=bytes(HASH_SIZE))


def test_no_tree_goes_on_from_a_larger_one(shelf):
    with pytest.raises(ValueError, match="goes on from none of 6"):
        prove_consistency(shelf.tree(5), 6)
    with pytest.raises(ProofError, match="goes on from none of 6"):
        check_consistency([], old_size=6, old_root=EMPTY_ROOT, size=5, root=EMPTY_ROOT)


def test_a_leaf_that_is_not_there_is_not_proved(shelf):
    with pytest.raises(ValueError, match="no leaf 5"):
        prove_inclusion(shelf.tree(5), 5)
    for index in (-1, 5):
        with pytest.raises(ValueError, match=f"no leaves from {index}"):
            shelf.tree(5).leaf(index)


@given(st.integers(0, MILLION - 1))
def test_a_proof_among_a_million_leaves_reads_a_handful_of_tiles(index):
    reads = []

    def read(tile: Tile) -> bytes:
        reads.append(tile)
        return bytes(tile.width * HASH_SIZE)

    assert len(prove_inclusion(TiledTree(MILLION, read), index)) <= 20
    assert len(reads) == len(set(reads)) <= 5
