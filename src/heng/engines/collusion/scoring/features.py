"""The features of the learnt scores: figures without unit, date, place, id or money."""

import numpy as np
from scipy.stats import rankdata

from heng.engines.collusion.market import Floats
from heng.engines.collusion.pairs.conduct import conduct
from heng.engines.collusion.scoring import cold
from heng.engines.collusion.scoring.evidence import Evidence, over_meetings, ties


def of_tenders(evidence: Evidence) -> Floats:
    """(tenders, features): screens, their standing, number of bids, ties of the bidders, cold start."""
    mean, most = ties(evidence)
    theory = [cold.tenders(evidence), cold.prices(evidence)]
    table = np.column_stack([evidence.screens, evidence.standing, evidence.market.sizes, mean, most, *theory])
    return _filled(table)


def of_pairs(evidence: Evidence) -> Floats:
    """(pairs, features): meetings, chance, closeness, wins, conduct, screens of their tenders, cold start."""
    pairs = evidence.pairs
    done = conduct(evidence.market, evidence.meetings, evidence.pair_of, len(pairs.first))
    less, more = np.sort(np.stack([pairs.bids_first, pairs.bids_second]), axis=0)
    wins = np.sort(np.stack([pairs.first_wins, pairs.second_wins]) / pairs.meetings, axis=0)
    table = np.column_stack(
        [
            *(rankdata(column) / len(column) for column in (pairs.meetings, less, more, pairs.expected, pairs.chance)),
            pairs.meetings / less,
            pairs.apart,
            pairs.distance,
            pairs.adjacent,
            pairs.ratio_spread,
            pairs.one_sided,
            *wins,
            done.turns,
            done.cover,
            *(over_meetings(evidence, column) for column in np.nan_to_num(evidence.standing, nan=0.5).T),
            over_meetings(evidence, evidence.market.sizes.astype(float)),
            cold.pairs(evidence),
        ]
    )
    return _filled(table)


def shortcuts(evidence: Evidence) -> Floats:
    """(tenders, 4): date, place, raw money and number of bids: what a model must beat without using it."""
    market = evidence.market
    last = market.start[1:].clip(1) - 1
    money = np.log(market.price[(last + market.start[:-1]) // 2]) if len(market.price) else market.time
    return _filled(np.column_stack([market.time, market.place, money, market.sizes]))


def _filled(table: Floats) -> Floats:
    """Put the median of its column where nothing was measured, 0 where nothing was in the whole column."""
    known = np.isfinite(table)
    medians = [np.median(column[seen]) if seen.any() else 0.0 for column, seen in zip(table.T, known.T, strict=True)]
    return np.where(known, table, np.array(medians))
