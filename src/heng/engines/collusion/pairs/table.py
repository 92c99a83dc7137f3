"""The table of pairs 「企业对」: one row for each two bidders that ever met, with what their meetings show together."""

from dataclasses import dataclass

import numpy as np

from heng.engines.collusion.market import NOBODY, Floats, Integers, Market
from heng.engines.collusion.pairs.chance import log_tail
from heng.engines.collusion.pairs.meetings import Meetings


@dataclass(frozen=True, slots=True)
class Pairs:
    """Columns of equal length; `first` < `second` index the bidders of the market.

    `meetings`: tenders for which both bid. `expected`: how many that would be by chance. `chance`: log₁₀ of the
    probability of so many or more. `apart`: mean |ln ratio| of their prices. `distance`: mean standing of that among
    the meetings of each tender. `adjacent`: share of meetings with no bid between them. `ratio_spread`: standard
    deviation of ln ratio over three meetings or more, else NaN. `one_sided`: |lower - higher| / meetings, 1 where one
    always underbids the other. `first_wins`, `second_wins`: meetings won by each.
    """

    first: Integers
    second: Integers
    meetings: Integers
    bids_first: Integers
    bids_second: Integers
    expected: Floats
    chance: Floats
    apart: Floats
    distance: Floats
    adjacent: Floats
    ratio_spread: Floats
    one_sided: Floats
    first_wins: Integers
    second_wins: Integers


FEW = 3  # below so many meetings a spread of ratios says nothing


def tabulate(market: Market, meetings: Meetings) -> tuple[Pairs, Integers]:
    """The pairs of a market, and for each meeting the row of its pair."""
    width = len(market.bidders)
    keys, row = np.unique(meetings.first * width + meetings.second, return_inverse=True)
    first, second = np.divmod(keys, max(width, 1))
    count = np.bincount(row, minlength=len(keys))
    bids = _tenders_of(market)
    active = int(np.unique(market.tender[market.bidder != NOBODY]).size)

    def mean(values: Floats) -> Floats:
        return np.bincount(row, weights=values, minlength=len(keys)) / count

    square = mean(meetings.ratio**2) - mean(meetings.ratio) ** 2
    pairs = Pairs(
        first=first,
        second=second,
        meetings=count,
        bids_first=bids[first],
        bids_second=bids[second],
        expected=bids[first] * bids[second] / max(active, 1),
        chance=log_tail(count, active, bids[first], bids[second]),
        apart=mean(np.abs(meetings.ratio)),
        distance=mean(meetings.distance),
        adjacent=mean(meetings.adjacent.astype(float)),
        ratio_spread=np.where(count >= FEW, np.sqrt(square.clip(0)), np.nan),
        one_sided=np.abs(mean(np.sign(meetings.ratio))),
        first_wins=np.bincount(row, weights=meetings.first_won, minlength=len(keys)).astype(np.int64),
        second_wins=np.bincount(row, weights=meetings.second_won, minlength=len(keys)).astype(np.int64),
    )
    return pairs, row


def _tenders_of(market: Market) -> Integers:
    known = market.bidder != NOBODY
    keys = np.unique(market.bidder[known] * len(market.tenders) + market.tender[known])
    return np.bincount(keys // max(len(market.tenders), 1), minlength=len(market.bidders))
