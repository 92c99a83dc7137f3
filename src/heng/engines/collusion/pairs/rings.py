"""Rings 「团伙」: communities of bidders that meet more often than chance explains."""

import networkx as nx
import numpy as np

from heng.engines.collusion.market import Integers
from heng.engines.collusion.pairs.table import FEW, Pairs

ONE_IN = 0.01  # at most this many ties by chance in the whole market (Bonferroni)


def rings(pairs: Pairs, bidders: int, seed: int = 1) -> Integers:
    """The ring of each bidder, the largest ring 0; -1 for who belongs to none.

    Louvain communities (Blondel, Guillaume, Lambiotte and Lefebvre 2008) of the pairs of three meetings or more whose
    number is beyond chance, weighted by the excess of meetings.
    """
    beyond = (pairs.meetings >= FEW) & (pairs.chance < np.log10(ONE_IN / max(len(pairs.meetings), 1)))
    graph = nx.Graph()
    excess = pairs.meetings - pairs.expected
    graph.add_weighted_edges_from(
        zip(pairs.first[beyond].tolist(), pairs.second[beyond].tolist(), excess[beyond].tolist(), strict=True)
    )
    ring = np.full(bidders, -1, dtype=np.int64)
    found = nx.community.louvain_communities(graph, seed=seed) if graph else []
    for number, members in enumerate(sorted(found, key=lambda members: (-len(members), min(members)))):
        ring[list(members)] = number
    return ring
