"""All that is measured on one market, once, for every score of it."""

from dataclasses import dataclass

import numpy as np

from heng.engines.collusion import pairs as pairing
from heng.engines.collusion import screens
from heng.engines.collusion.market import NOBODY, Floats, Integers, Market, award_by_lowest
from heng.engines.collusion.pairs import Meetings, Pairs


@dataclass(frozen=True, slots=True)
class Evidence:
    """Screens and their standing (tenders, screens); meetings, pairs, and the pair of each meeting.

    `price_weight` and `network_weight` say from 0 to 1 how much price and joint bidding can carry in this market.
    """

    market: Market
    screens: Floats
    standing: Floats
    meetings: Meetings
    pairs: Pairs
    pair_of: Integers
    price_weight: float
    network_weight: float


def gather(market: Market) -> Evidence:
    """Measure a market."""
    table = screens.measure(market)
    meetings = pairing.meet(market)
    pairs, pair_of = pairing.tabulate(market, meetings)
    return Evidence(
        market=market,
        screens=table,
        standing=screens.stand(table, screens.bands(market.sizes)),
        meetings=meetings,
        pairs=pairs,
        pair_of=pair_of,
        price_weight=award_by_lowest(market) * _mean(rivalry(market.sizes[market.sizes > 1])),
        network_weight=1 - 1 / max(_mean(pairs.meetings), 1.0),
    )


def rivalry(sizes: Integers) -> Floats:
    """How much the bids of a tender can show: 1 - 2 / (n + 1), 0 for a lone bid; nobody covers for nobody."""
    return np.asarray(1 - 2 / (sizes.clip(1) + 1))


def ties(evidence: Evidence) -> tuple[Floats, Floats]:
    """Mean and greatest tie of the bidders of each tender.

    The tie of a bidder is ln of how often it met its most frequent companion, over the greatest of the market.
    """
    market, pairs = evidence.market, evidence.pairs
    strength = np.log(pairs.meetings) / max(float(np.log(pairs.meetings.max(initial=2))), 1e-9)
    tie = np.zeros(len(market.bidders))
    np.maximum.at(tie, pairs.first, strength)
    np.maximum.at(tie, pairs.second, strength)
    return over_bidders(market, tie)


def over_bidders(market: Market, value: Floats) -> tuple[Floats, Floats]:
    """Mean and maximum of a value of bidders over those of each tender; 0 where none is known."""
    known = market.bidder != NOBODY
    tender, values = market.tender[known], value[market.bidder[known]]
    count = np.bincount(tender, minlength=len(market.tenders)).clip(1)
    most = np.zeros(len(market.tenders))
    np.maximum.at(most, tender, values)
    return np.bincount(tender, weights=values, minlength=len(market.tenders)) / count, most


def over_meetings(evidence: Evidence, value: Floats) -> Floats:
    """Mean of a value of tenders over the meetings of each pair."""
    summed = np.bincount(evidence.pair_of, weights=value[evidence.meetings.tender], minlength=len(evidence.pairs.first))
    return np.asarray(summed / evidence.pairs.meetings)


def _mean(values: Floats | Integers) -> float:
    return float(values.mean()) if len(values) else 0.0
