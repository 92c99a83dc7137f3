"""How likely two bidders meet so often by chance: the hypergeometric tail 「超几何分布」.

Were each to choose its tenders without regard to the other, the number for which both bid would follow the
hypergeometric law of (tenders, tenders of one, tenders of the other): Morselli and Ouellet 2018 for ties of co-bidding.
"""

import numpy as np
from scipy.special import gammaln

from heng.engines.collusion.market import Floats, Integers

NEGLIGIBLE = 1e-12


def log_tail(met: Integers, tenders: int, first: Integers, second: Integers) -> Floats:
    """log₁₀ P(X ≥ met) of each pair, for `first` and `second` tenders of each among `tenders`.

    P(X = x + 1) / P(X = x) = (first - x)(second - x) / ((x + 1)(tenders - first - second + x + 1)); the series is
    summed until what is left changes nothing.
    """
    keys, back = np.unique(np.stack([met, first, second]), axis=1, return_inverse=True)
    x, a, b = keys.astype(float)
    total = _summed(x, a, b, float(tenders))
    return np.minimum((_log_mass(x, a, b, float(tenders)) + np.log(total)) / np.log(10), 0.0)[back.ravel()]


def _summed(x: Floats, a: Floats, b: Floats, tenders: float) -> Floats:
    x, total, term = x.copy(), np.ones(len(x)), np.ones(len(x))
    going = np.arange(len(x))
    while len(going):
        at, one, other = x[going], a[going], b[going]
        term[going] *= (one - at) * (other - at) / ((at + 1) * (tenders - one - other + at + 1))
        total[going] += term[going]
        x[going] += 1
        going = going[term[going] > NEGLIGIBLE * total[going]]
    return total


def _log_mass(x: Floats, a: Floats, b: Floats, tenders: float) -> Floats:
    return _log_choose(a, x) + _log_choose(tenders - a, b - x) - _log_choose(tenders, b)


def _log_choose(n: Floats | float, k: Floats) -> Floats:
    return np.asarray(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1))
