"""Pairs and rings of bidders 「围标团伙」: who meets how often, beyond chance, and what their prices do there.

All of it is a clue 「疑似线索」, explained by the tenders behind it.
"""

from heng.engines.collusion.pairs.meetings import Meetings, meet
from heng.engines.collusion.pairs.table import Pairs, tabulate

__all__ = ["Meetings", "Pairs", "meet", "tabulate"]
