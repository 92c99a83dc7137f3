"""Regular patterns 「规律性差异」 of prices: even steps, equal ratios, one shared discount."""

import numpy as np

from heng.engines.collusion.market import Block, Floats

CENTS = 5e-5  # bids whose ratio differs by less share a discount, rounding apart


def uniform_distance(block: Block) -> Floats:
    """KS = max(D⁺, D⁻) between the bids and the uniform law on [b₁, bₙ] (Wallimann, Imhof and Huber 2022)."""
    n = block.prices.shape[1]
    low, high = block.prices[:, :1], block.prices[:, -1:]
    place = (block.prices - low) / (high - low)
    steps = np.arange(1, n + 1)
    return np.maximum((steps / n - place).max(1), (place - (steps - 1) / n).max(1))


def arithmetic_steps(block: Block) -> Floats:
    """Variation (s / mean) of the gaps b₍ᵢ₊₁₎ - b₍ᵢ₎; 0 is an arithmetic progression 「等差」 (条例第四十条(四))."""
    return _variation(np.diff(block.prices))


def geometric_steps(block: Block) -> Floats:
    """Coefficient of variation of the gaps of log b; 0 is a geometric progression 「等比」 (条例第四十条(四))."""
    return _variation(np.diff(np.log(block.prices)))


def shared_discount(block: Block) -> Floats:
    """Share of adjacent bids that are equal but for rounding, |b₍ᵢ₊₁₎/b₍ᵢ₎ - 1| < 5·10⁻⁵ 「下浮率相同」."""
    return (np.diff(np.log(block.prices)) < CENTS).mean(1)


def smallest_gap(block: Block) -> Floats:
    """Smallest gap: min (b₍ᵢ₊₁₎ - b₍ᵢ₎) / b₁: the closest two bids of the tender (Wallimann, Imhof and Huber 2022)."""
    return np.diff(block.prices).min(1) / block.prices[:, 0]


def _variation(gaps: Floats) -> Floats:
    return gaps.std(1) / gaps.mean(1)
