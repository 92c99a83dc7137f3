"""The gap that cover bids leave: the chosen winner well below, the others close together above it."""

import numpy as np

from heng.engines.collusion.market import Block, Floats


def relative_distance(block: Block) -> Floats:
    """RD = (b₂ - b₁) / s of the losing bids (Imhof, Karagök and Rutz 2018)."""
    return _first(block) / block.prices[:, 1:].std(1, ddof=1)


def normalised_distance(block: Block) -> Floats:
    """RDNOR = (b₂ - b₁) / mean of all gaps between adjacent bids (Imhof 2019)."""
    return _first(block) / np.diff(block.prices).mean(1)


def alternative_distance(block: Block) -> Floats:
    """RDALT = (b₂ - b₁) / mean of the gaps between adjacent losing bids (Imhof 2019)."""
    return _first(block) / np.diff(block.prices[:, 1:]).mean(1)


def first_gap(block: Block) -> Floats:
    """DIFFP = (b₂ - b₁) / b₁ (Imhof 2019)."""
    return _first(block) / block.prices[:, 0]


def first_share(block: Block) -> Floats:
    """(b₂ - b₁) / (bₙ - b₁): the share of the whole spread that lies before the second bid."""
    return _first(block) / (block.prices[:, -1] - block.prices[:, 0])


def losers_gap(block: Block) -> Floats:
    """(b₃ - b₂) / b₂: who covers does not compete for the second place (Imhof, Karagök and Rutz 2018)."""
    return block.prices[:, 2] / block.prices[:, 1] - 1


def _first(block: Block) -> Floats:
    return block.prices[:, 1] - block.prices[:, 0]
