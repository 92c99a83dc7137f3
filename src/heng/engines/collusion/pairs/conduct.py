"""What two bidders do over many meetings: take turns, divide places, cover for each other."""

from dataclasses import dataclass

import numpy as np

from heng.engines.collusion.market import Floats, Integers, Market, Truths
from heng.engines.collusion.pairs.meetings import Meetings

COVER = (0.005, 0.10)  # a cover bid lies clearly above the winner's, and not so far that it looks absurd


@dataclass(frozen=True, slots=True)
class Conduct:
    """One row for each pair; NaN where nothing tells.

    `turns`: of the meetings that one of the two won, by time, the share at which the winner changed 「轮流中标」
    (OECD 2012 guidelines). `territory`: of the places where one of the two won, the share where always the same did
    「区域划分」 (Pesendorfer 2000). `cover`: of the meetings that one of the two won, the share in which the other bid
    0.5 % to 10 % above 「陪标」 (Porter and Zona 1993).
    """

    turns: Floats
    territory: Floats
    cover: Floats


def conduct(market: Market, meetings: Meetings, pair_of: Integers, count: int) -> Conduct:
    """Look at the meetings of each of `count` pairs that exactly one of the two won."""
    decided = np.flatnonzero(meetings.first_won != meetings.second_won)
    pair, tender = pair_of[decided], meetings.tender[decided]
    won = meetings.first_won[decided]
    above = np.expm1(np.where(won, 1, -1) * meetings.ratio[decided])
    return Conduct(
        turns=_turns(pair, won, market.time[tender], count),
        territory=_territory(pair, won, market.place[tender], count),
        cover=_share((above >= COVER[0]) & (above <= COVER[1]), pair, count),
    )


def _turns(pair: Integers, won: Truths, time: Floats, count: int) -> Floats:
    timed = np.isfinite(time)
    pair, won, time = pair[timed], won[timed], time[timed]
    order = np.lexsort((time, pair))
    pair, won = pair[order], won[order]
    same = pair[1:] == pair[:-1]
    return _share((won[1:] != won[:-1])[same], pair[1:][same], count)


def _territory(pair: Integers, won: Truths, place: Integers, count: int) -> Floats:
    keys, at = np.unique(np.stack([pair, place]), axis=1, return_inverse=True)
    wins = np.bincount(at.ravel(), weights=won, minlength=keys.shape[1])
    held = np.bincount(at.ravel(), minlength=keys.shape[1])
    several = np.bincount(keys[0], minlength=count) > 1
    share = _share((wins == 0) | (wins == held), keys[0], count)
    return np.where(several, share, np.nan)


def _share(flags: Truths, pair: Integers, count: int) -> Floats:
    total = np.bincount(pair, minlength=count)
    return np.where(total > 0, np.bincount(pair, weights=flags, minlength=count) / total.clip(1), np.nan)
