"""Tiles and bundles lie where C2SP tlog-tiles puts them, and are refused when cut short."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heng.engines.tlog.bundles import bundle, entries_in
from heng.engines.tlog.errors import MalformedError
from heng.engines.tlog.tiles import ENTRIES, WIDTH, Tile, edge_of, parse_path, read_hashes, tile_in, tiles_of

TILES = st.builds(Tile, st.integers(ENTRIES, 63), st.integers(0, 10**12), st.integers(1, WIDTH))


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 1234067), "tile/0/x001/x234/067"),
        (Tile(0, 0), "tile/0/000"),
        (Tile(1, 999), "tile/1/999"),
        (Tile(2, 1000, 8), "tile/2/x001/000.p/8"),
        (Tile(63, 1, 255), "tile/63/001.p/255"),
        (Tile(ENTRIES, 273, 112), "tile/entries/273.p/112"),
    ],
)
def test_a_tile_lies_at_its_path(tile, path):
    assert tile.path == path
    assert parse_path(path) == tile


@given(TILES)
def test_a_path_leads_back_to_its_tile(tile):
    assert parse_path(tile.path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/0",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/x000/001",
        "tile/0/1234",
        "tile/0/001/002",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000\n",
        "tile/0/٠٠٠",
        "tile/8/0/000/",
        "/tile/0/000",
        "tile/data/000",
        "tile/0/../000",
    ],
)
def test_another_path_is_refused(path):
    with pytest.raises(MalformedError):
        parse_path(path)


def test_seventy_thousand_leaves_have_the_tiles_that_the_specification_counts():
    tiles = list(tiles_of(70_000))
    assert [sum(tile.is_full and tile.level == level for tile in tiles) for level in range(3)] == [273, 1, 0]
    assert edge_of(70_000) == [Tile(0, 273, 112), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert list(tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles_of(0)) == []


def test_a_tree_has_no_tile_beyond_its_edge():
    assert tile_in(257, ENTRIES, 1) == Tile(ENTRIES, 1, 1)
    for level, index in [(0, 1), (1, 1), (2, 0)]:
        with pytest.raises(ValueError, match="no tile"):
            tile_in(256, level, index)


@pytest.mark.parametrize("size", [0, 63, 65, 31, 8193, 8224])
def test_a_tile_that_is_cut_short_or_no_row_of_hashes_is_refused(size):
    with pytest.raises(MalformedError):
        read_hashes(lambda _: bytes(size), Tile(0, 0, 2))


def test_where_a_partial_tile_is_gone_the_full_one_will_do():
    full = bytes(range(256)) * 32
    assert read_hashes(lambda _: full, Tile(0, 0, 2)) == full[:64]


@given(st.lists(st.binary(max_size=40) | st.just(bytes(65_535)), max_size=5))
def test_entries_come_out_of_their_bundle(entries):
    assert entries_in(bundle(entries), len(entries)) == entries


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=5), st.data())
def test_a_bundle_that_is_cut_or_goes_on_is_refused(entries, data):
    whole = bundle(entries)
    cut = data.draw(st.integers(0, len(whole) - 1))
    for wrong, width in [(whole[:cut], len(entries)), (whole + b"\0", len(entries)), (whole, len(entries) + 1)]:
        with pytest.raises(MalformedError):
            entries_in(wrong, width)


def test_an_entry_that_is_too_long_is_refused():
    with pytest.raises(MalformedError, match="65536 bytes"):
        bundle([bytes(65_536)])
