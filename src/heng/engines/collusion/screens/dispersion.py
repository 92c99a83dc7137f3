"""How far bids lie apart: agreed prices vary less, and their shape leans."""

import numpy as np

from heng.engines.collusion.market import Block, Floats


def variation(block: Block) -> Floats:
    """Coefficient of variation: s / mean, s with n-1 (Abrantes-Metz, Froeb, Geweke and Taylor 2006)."""
    return block.prices.std(1, ddof=1) / block.prices.mean(1)


def losers_variation(block: Block) -> Floats:
    """Coefficient of variation of the losing bids: cover bids stay close together (Imhof 2019)."""
    losers = block.prices[:, 1:]
    return losers.std(1, ddof=1) / losers.mean(1)


def spread(block: Block) -> Floats:
    """(highest - lowest) / lowest (Abrantes-Metz et al. 2006)."""
    return block.prices[:, -1] / block.prices[:, 0] - 1


def skewness(block: Block) -> Floats:
    """Sample skewness √(n(n-1)) / (n-2) · m₃ / m₂^1.5: one low bid before a crowd leans to the left (Imhof 2019)."""
    n = block.prices.shape[1]
    deviation = _deviation(block)
    return np.sqrt(n * (n - 1)) / (n - 2) * (deviation**3).mean(1) / (deviation**2).mean(1) ** 1.5


def kurtosis(block: Block) -> Floats:
    """Sample excess kurtosis (n-1)/((n-2)(n-3)) · ((n+1) m₄/m₂² - 3(n-1)): bids crowd (Imhof 2019)."""
    n = block.prices.shape[1]
    deviation = _deviation(block)
    ratio = (deviation**4).mean(1) / (deviation**2).mean(1) ** 2
    return (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * ratio - 3 * (n - 1))


def median_deviation(block: Block) -> Floats:
    """Median of |bid - median| / median: the dispersion that one stray bid does not move (Hampel 1974)."""
    median = np.median(block.prices, axis=1, keepdims=True)
    return np.median(np.abs(block.prices / median - 1), axis=1)


def near_median(block: Block) -> Floats:
    """Share of bids within 5 % of the median bid (Tóth, Fazekas, Czibik and Tóth 2014)."""
    median = np.median(block.prices, axis=1, keepdims=True)
    return (np.abs(block.prices / median - 1) <= 0.05).mean(1)  # noqa: PLR2004 - the figure of the definition


def _deviation(block: Block) -> Floats:
    return block.prices - block.prices.mean(1, keepdims=True)
