"""The cold start 「冷启动」: scores without a single reviewed case, from theory alone.

Signs come from the papers that each screen names, and weights from what a market can carry: prices speak where the
lowest bid wins and enough bid, joint bidding where pairs meet again and again. Nothing here was fitted to a market;
what was compared, and when it was frozen, stands in docs/collusion.md.
"""

import numpy as np
from scipy.stats import rankdata

from heng.engines.collusion.market import Floats, Integers
from heng.engines.collusion.scoring.evidence import Evidence, over_meetings, rivalry, ties
from heng.engines.collusion.screens import CATALOGUE, Family

SPEAKING = (Family.CLOSE, Family.COVER, Family.ESTIMATE)  # patterns and steering are shown, but do not enter the score
PRICE, RIVALRY, CLOSENESS = 2.0, 0.4, 0.3  # the weights beside joint bidding, which has 1


def tenders(evidence: Evidence) -> Floats:
    """The suspicion of each tender, from 0 to 1."""
    score = (
        PRICE * evidence.price_weight * prices(evidence)
        + RIVALRY * rivalry(evidence.market.sizes)
        + evidence.network_weight * rank(np.add(*ties(evidence)))
    )
    return score / (PRICE * evidence.price_weight + RIVALRY + evidence.network_weight)


def prices(evidence: Evidence) -> Floats:
    """What the screens say of each tender, from 0 to 1: the mean of the families that could be measured, else 0.5."""
    voices = np.stack([voice(evidence, family) for family in SPEAKING], axis=1)
    heard = np.isfinite(voices)
    return np.where(heard.any(1), np.nansum(voices, axis=1) / heard.sum(1).clip(1), 0.5)


def voice(evidence: Evidence, family: Family) -> Floats:
    """The mean standing of the screens of a family, each turned so that more is more suspicious; NaN for none."""
    columns = [column for column, screen in enumerate(CATALOGUE) if screen.family == family]
    signs = np.array([CATALOGUE[column].sign for column in columns])
    turned = np.where(signs > 0, evidence.standing[:, columns], 1 - evidence.standing[:, columns])
    heard = np.isfinite(turned)
    return np.where(heard.any(1), np.nansum(turned, axis=1) / heard.sum(1).clip(1), np.nan)


def pairs(evidence: Evidence) -> Floats:
    """The suspicion of each pair, from 0 to 1: active firms that meet often, close, in suspicious tenders."""
    table = evidence.pairs
    often = (rank(table.meetings) + rank(np.minimum(table.bids_first, table.bids_second))) / 2
    score = (
        evidence.network_weight * often
        + evidence.price_weight * rank(over_meetings(evidence, prices(evidence)))
        + CLOSENESS * rank(-table.apart)
    )
    return score / (evidence.network_weight + evidence.price_weight + CLOSENESS)


def rank(values: Floats | Integers) -> Floats:
    """Ranks from 0 to 1, equal values alike."""
    return (rankdata(values) - 0.5) / max(len(values), 1)
