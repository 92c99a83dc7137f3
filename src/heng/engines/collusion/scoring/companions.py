"""Joint bidding with who was found to collude: what reviewed cases say of the bidders of another tender.

Identity itself is never a feature: a bidder counts by the outcomes of its other reviewed tenders. For a reviewed
tender only the other folds are asked, so that no case bears witness to itself.
"""

import numpy as np
from scipy.sparse import csr_matrix

from heng.engines.collusion.market import NOBODY, Floats, Integers, Market, Truths
from heng.engines.collusion.scoring.evidence import over_bidders

PRIOR = 1.0  # a bidder without cases stands at the base rate, as if it had one such case
SHARPEN = 4  # nearer companies of bidders weigh so much more


def companions(market: Market, labels: Floats, folds: Integers) -> Floats:
    """(tenders, 3): mean and greatest rate of its bidders, and rate of the tenders with the most like bidders.

    `labels` is NaN for tenders without review; `folds` numbers the reviewed ones' folds, -1 for the others.
    """
    table = _from(market, labels)
    for fold in np.unique(folds[folds >= 0]):
        inside = folds == fold
        table[inside] = _from(market, np.where(inside, np.nan, labels))[inside]
    return table


def _from(market: Market, labels: Floats) -> Floats:
    reviewed = np.isfinite(labels)
    base = float(labels[reviewed].mean()) if reviewed.any() else 0.5
    members = _members(market)
    cases = np.asarray(members[reviewed].sum(0)).ravel()
    found = np.asarray(members[reviewed].T @ labels[reviewed]).ravel()
    mean, most = over_bidders(market, (found + PRIOR * base) / (cases + PRIOR))
    return np.column_stack([mean, most, _alike(members, labels, reviewed, base)])


def _alike(members: csr_matrix, labels: Floats, reviewed: Truths, base: float) -> Floats:
    size = np.sqrt(np.asarray(members.sum(1)).ravel()).clip(1)
    shared = (members @ members[reviewed].T).toarray() / size[:, None] / size[reviewed]
    weight = shared**SHARPEN
    return np.asarray((weight @ labels[reviewed] + 0.01 * base) / (weight.sum(1) + 0.01))


def _members(market: Market) -> csr_matrix:
    known = market.bidder != NOBODY
    shape = (len(market.tenders), len(market.bidders))
    matrix = csr_matrix((np.ones(known.sum()), (market.tender[known], market.bidder[known])), shape=shape)
    matrix.data[:] = 1.0
    return matrix
