"""The standing of a tender: its rank among the tenders of its market with a like number of bids."""

import numpy as np
from scipy.stats import rankdata

from heng.engines.collusion.market import Floats, Integers

CROWD = 25  # a band holds at least so many tenders where the market has them


def bands(sizes: Integers, crowd: int = CROWD) -> Integers:
    """The band of each tender: numbers of bids, joined with the next until `crowd` tenders are together."""
    numbers, counts = np.unique(sizes, return_counts=True)
    band_of, band, held = {}, 0, 0
    for number, count in zip(numbers.tolist(), counts.tolist(), strict=True):
        band_of[number] = band
        held += count
        if held >= crowd:
            band, held = band + 1, 0
    last = max(band - 1, 0) if held else band
    return np.array([min(band_of[size], last) for size in sizes.tolist()], dtype=np.int64)


def stand(table: Floats, band: Integers) -> Floats:
    """Ranks within the bands, column by column, from 0 (lowest) to 1 (highest); NaN stays NaN.

    `table` is (tenders, columns). One alone in its band stands at 0.5.
    """
    ranks = np.full_like(table, np.nan)
    for one in np.unique(band):
        rows = np.flatnonzero(band == one)
        ranked = rankdata(table[rows], axis=0, nan_policy="omit")
        ranks[rows] = (ranked - 0.5) / np.isfinite(table[rows]).sum(0).clip(1)
    return ranks
