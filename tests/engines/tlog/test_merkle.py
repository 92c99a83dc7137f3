"""The tree is that of RFC 6962: its published roots and proofs, and the definition itself."""

from hypothesis import given
from hypothesis import strategies as st

from heng.engines.tlog.merkle import EMPTY_ROOT, leaf_hash, node_hash, root_of
from tests.engines.tlog.rfc6962 import ENTRIES, ROOTS, mth


def test_the_published_roots_come_out():
    assert [root_of(map(leaf_hash, ENTRIES[:size])).hex() for size in range(9)] == ROOTS


def test_the_empty_tree_has_the_hash_of_nothing():
    assert root_of([]) == EMPTY_ROOT


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=70))
def test_the_root_is_the_one_of_the_definition(leaves: list[bytes]):
    assert root_of(leaves) == mth(leaves)


def test_a_leaf_and_a_node_of_the_same_bytes_differ():
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != node_hash(left, right)
