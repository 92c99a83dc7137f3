"""Steering of the mean 「均值操控」: where the bid nearest to a mean wins, a few bids moved together choose the winner.

Conley and Decarolis 2016, "Detecting bidders groups in collusive auctions".
"""

import numpy as np

from heng.engines.collusion.market import Block, Floats

MOST = 3  # a group is at most a third of the bids: it moves the mean, it is not the mean
TIE = 1e-9  # of two ends as tight as each other the high one is taken, in whatever currency


def group(block: Block) -> Floats:
    """Size of the smallest group at one end without which another bid is nearest to the mean; NaN where none is."""
    ends = [_changes(block.prices), _changes(block.prices[:, ::-1])]
    smallest = np.minimum(*(_smallest(changes) for changes in ends))
    return np.where(smallest > block.prices.shape[1] // MOST, np.nan, smallest)


def group_share(block: Block) -> Floats:
    """1 - group / n, and 0 where no group of a third of the bids would change the winner."""
    return np.nan_to_num(1 - group(block) / block.prices.shape[1])


def leverage(block: Block) -> Floats:
    """|mean of all - mean without the tighter third at an end| / s: how far the closest-knit end moves the mean."""
    n = block.prices.shape[1]
    third = max(n // MOST, 2)
    low, high = block.prices[:, :third], block.prices[:, -third:]
    is_low = np.ptp(low, axis=1) < np.ptp(high, axis=1) * (1 - TIE)
    tighter = np.where(is_low, low.mean(1), high.mean(1))
    mean = block.prices.mean(1)
    return np.abs(mean - (mean * n - tighter * third) / (n - third)) / block.prices.std(1, ddof=1)


def _changes(prices: Floats) -> Floats:
    """For groups of 1, 2, … bids from the left end: is another of the rest nearest to the mean without them."""
    n = prices.shape[1]
    named = _nearest(prices, prices.mean(1))
    most = max(n // MOST, 1)
    return np.stack([_nearest(prices[:, g:], prices[:, g:].mean(1)) + g != named for g in range(1, most + 1)], axis=1)


def _nearest(prices: Floats, mean: Floats) -> Floats:
    return np.abs(prices - mean[:, None]).argmin(1).astype(float)


def _smallest(changes: Floats) -> Floats:
    return np.where(changes.any(1), changes.argmax(1) + 1.0, np.inf)
