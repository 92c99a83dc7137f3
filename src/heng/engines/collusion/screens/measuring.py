"""Measure every screen on every tender of a market."""

import numpy as np

from heng.engines.collusion.market import Floats, Market, blocks
from heng.engines.collusion.screens.catalogue import CATALOGUE


def measure(market: Market) -> Floats:
    """All screens of all tenders: (tenders, screens) in the order of the catalogue, NaN where one is not defined.

    A screen is not defined below its least number of bids, without an estimate that it needs, or where bids are equal
    and it divides by their spread.
    """
    table = np.full((len(market.tenders), len(CATALOGUE)), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        for block in blocks(market):
            for column, screen in enumerate(CATALOGUE):
                if block.prices.shape[1] >= screen.least:
                    table[block.tenders, column] = screen.measure(block)
    table[~np.isfinite(table)] = np.nan
    return table
