"""Price screens: known values, and what must not matter to them."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from heng.engines.collusion.market import Block
from heng.engines.collusion.screens import CATALOGUE, bands, cover, dispersion, pattern, stand, subgroups


def block(*prices: float, estimate: float = np.nan) -> Block:
    return Block(np.array([0]), np.array([sorted(prices)]), np.array([estimate]))


def test_screens_have_the_values_that_a_hand_would_reckon():
    bids = block(100, 120, 122, 124)
    assert cover.relative_distance(bids)[0] == pytest.approx(20 / 2)
    assert cover.alternative_distance(bids)[0] == pytest.approx(20 / 2)
    assert cover.normalised_distance(bids)[0] == pytest.approx(20 / 8)
    assert cover.first_share(bids)[0] == pytest.approx(20 / 24)
    assert dispersion.variation(block(90, 100, 110))[0] == pytest.approx(0.1)
    assert dispersion.skewness(block(1, 2, 3))[0] == pytest.approx(0)


def test_progressions_and_shared_discounts_are_seen():
    assert pattern.arithmetic_steps(block(100, 110, 120, 130))[0] == pytest.approx(0, abs=1e-9)
    assert pattern.geometric_steps(block(100, 110, 121, 133.1))[0] == pytest.approx(0, abs=1e-9)
    assert pattern.shared_discount(block(100, 100.001, 150, 200))[0] == pytest.approx(1 / 3)


def test_a_partial_ring_shows_in_the_smallest_subgroup():
    assert subgroups.smallest_variation(3)(block(100, 100.1, 100.2, 150, 210))[0] < 0.001


@given(st.lists(st.floats(1, 1e6), min_size=6, max_size=14, unique=True), st.floats(0.01, 1000))
@example([1.0, 2.0, 3.0, 4.0, 5.0, 2.5], 0.01)  # both ends are as tight as each other
def test_no_screen_depends_on_the_currency(prices, factor):
    one, other = block(*prices, estimate=5e5), block(*(price * factor for price in prices), estimate=5e5 * factor)
    for screen in CATALOGUE:
        if screen.code in {"discount", "near_median", "steering"}:  # these count: rounding may turn a tie
            continue
        with np.errstate(all="ignore"):
            assert screen.measure(other)[0] == pytest.approx(screen.measure(one)[0], rel=1e-3, abs=1e-6, nan_ok=True)


def test_tenders_are_ranked_among_those_with_as_many_bids():
    sizes = np.array([3] * 30 + [5] * 30)
    ranks = stand(np.arange(60.0)[:, None], bands(sizes))[:, 0]
    assert ranks[29] == ranks[59] == pytest.approx(29.5 / 30)
    assert bands(np.array([3] * 30 + [5])).max() == 0, "one alone joins the band before it"
