"""A tree that grows in steps is the tree that was there at once, tile by tile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heng.engines.tlog.errors import MalformedError
from heng.engines.tlog.growing import Appender
from heng.engines.tlog.merkle import EMPTY_ROOT, root_of
from heng.engines.tlog.tiles import edge_of, tiles_of
from tests.engines.tlog.shelf import Shelf

STEPS = st.lists(st.integers(0, 700), max_size=6)


@given(STEPS)
def test_growth_in_steps_gives_the_tiles_and_the_root_of_the_whole(leaves, shelf, steps):
    grown, size = Shelf(), 0
    for step in steps:
        appender = Appender.at(size, grown.read)
        grown.put(appender.extend(leaves[size : size + step]))
        grown.put(appender.edge())
        size += step
        assert appender.size == size
        assert appender.root() == root_of(leaves[:size]) == shelf.tree(size).root()
    assert all(shelf.rows[place].startswith(row) for place, row in grown.rows.items())


@given(st.integers(0, 70_000), st.integers(0, 2_000))
def test_what_is_written_is_what_a_larger_tree_has_and_the_smaller_had_not(leaves, shelf, size, step):
    appender = Appender.at(size, shelf.read)
    full = [tile for tile, _ in appender.extend(leaves[size : size + step])]
    partial = [tile for tile, _ in appender.edge()]
    assert partial == edge_of(appender.size)
    new = set(tiles_of(appender.size, since=size))
    assert set(full) == {tile for tile in new if tile.is_full}
    assert {tile for tile in new if not tile.is_full} <= set(partial)


def test_a_run_that_is_repeated_writes_the_same(leaves, shelf):
    def run() -> list[object]:
        appender = Appender.at(300, shelf.read)
        return [*appender.extend(leaves[300:1000]), *appender.edge(), appender.root()]

    assert run() == run()


def test_an_empty_log_has_no_tiles_and_the_empty_root():
    appender = Appender()
    assert (list(appender.extend([])), appender.edge(), appender.root()) == ([], [], EMPTY_ROOT)


def test_what_is_no_hash_is_not_appended():
    with pytest.raises(MalformedError):
        list(Appender().extend([b"short"]))


def test_an_edge_that_is_cut_short_is_not_taken_up(leaves):
    with pytest.raises(MalformedError, match=r"tile/0/000\.p/3 holds 64 bytes, not 96"):
        Appender.at(3, lambda _: b"".join(leaves[:2]))


def test_the_edge_is_all_that_is_kept(leaves):
    appender = Appender()
    kept = []
    for start in range(0, 70_000, 7_000):
        list(appender.extend(leaves[start : start + 7_000]))
        kept.append(sum(len(row) for _, row in appender.edge()))
    assert max(kept) <= 3 * 255 * 32
