"""A market 「市场」 as columns: its bids sorted by tender and price, ready to be measured block by block.

Only what a reader may use stands here. Labels of any kind do not, so that no screen can look at them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Truths = NDArray[np.bool_]

NOBODY = -1  # a bid whose bidder is not known


@dataclass(frozen=True, slots=True)
class Market:
    """The valid bids of one market: rows sorted by tender, then price.

    `start` has one more entry than there are tenders: the rows of tender i are `start[i]:start[i + 1]`. `bidder` holds
    indices of `bidders`, or `NOBODY`; `estimate` is the pre-tender estimate or ceiling price 「控制价」 of each tender,
    NaN where none is known; `time` orders the tenders (NaN: unknown), `place` is a code of the site (-1: unknown).
    """

    name: str
    tenders: tuple[str, ...]
    bidders: tuple[str, ...]
    start: Integers
    price: Floats
    bidder: Integers
    won: Truths
    estimate: Floats
    time: Floats
    place: Integers

    @property
    def sizes(self) -> Integers:
        """The number of bids of each tender."""
        return np.diff(self.start)

    @property
    def tender(self) -> Integers:
        """The index of the tender of each row."""
        return np.repeat(np.arange(len(self.tenders)), self.sizes)


@dataclass(frozen=True, slots=True)
class Block:
    """All tenders of a market with the same number of bids: prices are (tenders, bids), ascending."""

    tenders: Integers
    prices: Floats
    estimate: Floats


def blocks(market: Market, cells: int = 4_000_000) -> Iterator[Block]:
    """Cut a market into blocks of equal number of bids and at most `cells` prices."""
    sizes = market.sizes
    for size in np.unique(sizes[sizes > 0]):
        alike = np.flatnonzero(sizes == size)
        for tenders in np.array_split(alike, -(-len(alike) * size // cells)):
            rows = market.start[tenders, None] + np.arange(size)
            yield Block(tenders, market.price[rows], market.estimate[tenders])


def award_by_lowest(market: Market) -> float:
    """The share of tenders with rivals whose lowest bid won; 1 where no winner is known.

    Screens of cover bids presume that the lowest wins. Where the bid nearest to a mean does, they carry nothing.
    """
    rivals = (
        (market.sizes > 1) & (np.add.reduceat(market.won, market.start[:-1]) > 0) if len(market.price) else np.array([])
    )
    return float(market.won[market.start[:-1][rivals]].mean()) if rivals.any() else 1.0
