"""Screens of every subset of three and four bids, summed up: a partial ring 「部分串通」 shows among its members only.

Wallimann, Imhof and Huber 2022, "A machine learning approach for flagging incomplete bid-rigging cartels".
"""

from collections.abc import Callable
from itertools import combinations
from math import ceil

import numpy as np

from heng.engines.collusion.market import Block, Floats, Integers

MOST = 12  # of more bids the twelve at even ranks stand for all: 495 subsets instead of hundreds of thousands
CELLS = 2_000_000


def smallest_variation(size: int) -> Callable[[Block], Floats]:
    """The smallest coefficient of variation over all subsets of `size` bids."""
    return lambda block: _over(block, size, _variation, lambda values: values.min(1))


def median_variation(size: int) -> Callable[[Block], Floats]:
    """The median coefficient of variation over all subsets of `size` bids."""
    return lambda block: _over(block, size, _variation, lambda values: np.median(values, axis=1))


def median_distance(size: int) -> Callable[[Block], Floats]:
    """The median of RD = (b₂ - b₁) / s of the losers over all subsets of `size` bids."""
    return lambda block: _over(block, size, _distance, lambda values: np.median(values, axis=1))


def _over(block: Block, size: int, measure: Callable[[Floats], Floats], summary: Callable[[Floats], Floats]) -> Floats:
    prices = _thinned(block.prices)
    subsets = _subsets(prices.shape[1], size)
    parts = ceil(len(prices) * subsets.size / CELLS)
    return np.concatenate([summary(measure(part[:, subsets])) for part in np.array_split(prices, parts)])


def _thinned(prices: Floats) -> Floats:
    n = prices.shape[1]
    return prices if n <= MOST else prices[:, np.linspace(0, n - 1, MOST).round().astype(int)]


def _subsets(n: int, size: int) -> Integers:
    return np.array(list(combinations(range(n), size)))


def _variation(subsets: Floats) -> Floats:
    return subsets.std(2, ddof=1) / subsets.mean(2)


def _distance(subsets: Floats) -> Floats:
    first = subsets[:, :, 1] - subsets[:, :, 0]
    deviation = subsets[:, :, 1:].std(2, ddof=1)
    return np.divide(first, deviation, out=np.full_like(first, np.inf), where=deviation > 0)
