"""Price screens 「报价筛查」: figures of one tender's bids that collusion moves, each with its formula and paper.

A screen is a clue 「疑似线索」 and no more: it is read as a rank within its market and number of bids, never as a
threshold, for thresholds do not carry from market to market.
"""

from heng.engines.collusion.screens.catalogue import CATALOGUE, Family, Screen
from heng.engines.collusion.screens.measuring import measure
from heng.engines.collusion.screens.standing import bands, stand

__all__ = ["CATALOGUE", "Family", "Screen", "bands", "measure", "stand"]
