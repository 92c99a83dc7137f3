"""Meetings 「同场投标」: every two known bidders that bid for one tender, with what happened between them there."""

from dataclasses import dataclass

import numpy as np

from heng.engines.collusion.market import NOBODY, Floats, Integers, Market, Truths


@dataclass(frozen=True, slots=True)
class Meetings:
    """One row for each meeting, `first` < `second`; all columns have the same length.

    `ratio` is ln(price of second / price of first). `distance` is the standing of |ratio| among all meetings of the
    tender, from 0 (closest) to 1; 0.5 where the tender has but one. `adjacent`: no other bid lies between them.
    """

    tender: Integers
    first: Integers
    second: Integers
    ratio: Floats
    distance: Floats
    adjacent: Truths
    first_won: Truths
    second_won: Truths


def meet(market: Market) -> Meetings:
    """All meetings of a market, tender by tender; of a bidder's several bids for a tender the lowest counts."""
    rows = _one_bid_each(market)
    tender = market.tender[rows]
    starts = np.searchsorted(tender, np.arange(len(market.tenders) + 1))
    sizes = np.diff(starts)
    parts = [_pairs(starts[:-1][sizes == size], size) for size in np.unique(sizes[sizes > 1])]
    low, high = (np.concatenate(column) for column in zip(*parts, strict=True)) if parts else (_NONE, _NONE)
    order = np.argsort(tender[low], kind="stable")
    return _told(market, rows, low[order], high[order])


_NONE = np.zeros(0, dtype=np.int64)


def _one_bid_each(market: Market) -> Integers:
    known = np.flatnonzero(market.bidder != NOBODY)
    keys = market.tender[known] * (len(market.bidders) + 1) + market.bidder[known]
    return np.sort(known[np.unique(keys, return_index=True)[1]])


def _pairs(starts: Integers, size: int) -> tuple[Integers, Integers]:
    low, high = np.triu_indices(size, 1)
    return (starts[:, None] + low).ravel(), (starts[:, None] + high).ravel()


def _told(market: Market, rows: Integers, low: Integers, high: Integers) -> Meetings:
    """`low` and `high` index `rows`, the lower price first."""
    tender, bidder = market.tender[rows], market.bidder[rows]
    gap = np.log(market.price[rows[high]] / market.price[rows[low]])
    swapped = bidder[low] > bidder[high]
    won = market.won[rows]
    return Meetings(
        tender=tender[low],
        first=np.minimum(bidder[low], bidder[high]),
        second=np.maximum(bidder[low], bidder[high]),
        ratio=np.where(swapped, -gap, gap),
        distance=_standing(tender[low], gap),
        adjacent=high - low == 1,
        first_won=np.where(swapped, won[high], won[low]),
        second_won=np.where(swapped, won[low], won[high]),
    )


def _standing(tender: Integers, gap: Floats) -> Floats:
    """The mid-rank of each gap among those of its tender, divided by their number."""
    if not len(tender):
        return np.zeros(0)
    order = np.lexsort((gap, tender))
    first = np.searchsorted(tender, tender)
    count = np.searchsorted(tender, tender, side="right") - first
    standing = np.empty(len(gap))
    standing[order] = (np.arange(len(gap)) - first[order] + 0.5) / count[order]
    return standing
