"""Prices against the pre-tender estimate or ceiling price 「控制价」: what competition takes off is left on."""

import numpy as np

from heng.engines.collusion.market import Block, Floats


def lowest_to_estimate(block: Block) -> Floats:
    """b₁ / estimate: a ring raises the winning price towards the ceiling (Bajari and Ye 2003; Ishii 2014)."""
    return block.prices[:, 0] / block.estimate


def median_to_estimate(block: Block) -> Floats:
    """Median bid / estimate: cover bids stay above it (García Rodríguez et al. 2022)."""
    return np.median(block.prices, axis=1) / block.estimate
