"""Fingerprints of a text 「指纹」: of each window of hashes the least (Schleimer, Wilkerson, Aiken, SIGMOD 2003).

Two texts that share `GRAM + WINDOW - 1` letters in a row share at least one fingerprint, and on average one of
`(WINDOW + 1) / 2` grams is kept. Sizes were measured on Chinese bids (`docs/similarity.md`).
"""

import numpy as np

from heng.engines.similarity.passages.arrays import Codes, Hashes, Places

GRAM = 8  # letters
WINDOW = 5  # hashes
FACTOR = 0x9E3779B97F4A7C15  # odd, and far from any pattern (Knuth's golden ratio)
WORD = 2**64
HALF = np.uint64(32)


def grams(letters: Codes) -> Hashes:
    """Hash every run of `GRAM` letters: `len(letters) - GRAM + 1` hashes, or none.

    Polynomials of twice the length come from two of half the length: three steps instead of eight.
    """
    if letters.size < GRAM:
        return np.empty(0, np.uint64)
    hashes, factor, length = letters.astype(np.uint64), FACTOR, 1
    while length < GRAM:
        hashes = hashes[:-length] * np.uint64(factor) + hashes[length:]
        factor, length = factor * factor % WORD, length * 2
    return _mixed(hashes)


def grams_at(letters: Codes, places: Places) -> Hashes:
    """Hash the runs of `GRAM` letters that start at these places, as `grams` does."""
    hashes = np.zeros(places.size, np.uint64)
    for step in range(GRAM):
        hashes = hashes * np.uint64(FACTOR) + letters[places + step]
    return _mixed(hashes)


def _mixed(hashes: Hashes) -> Hashes:
    hashes ^= hashes >> HALF
    return hashes * np.uint64(FACTOR)


def winnow(hashes: Hashes) -> Places:
    """Choose the places of the fingerprints: whatever is the least hash of some window.

    A hash is the least of a window exactly if the greatest of the minima of the windows around it is no greater. What
    is shorter than a window is one window.
    """
    reach = min(WINDOW, hashes.size)
    edge = np.zeros(max(reach - 1, 0), np.uint64)
    minima = np.concatenate((edge, _sliding(np.minimum, hashes, reach), edge))
    return np.flatnonzero(_sliding(np.maximum, minima, reach) == hashes)


def _sliding(choose: np.ufunc, values: Hashes, reach: int) -> Hashes:
    """Choose of every `reach` neighbours."""
    width, chosen = 1, values
    while width < reach:
        step = min(width, reach - width)
        chosen = choose(chosen[:-step], chosen[step:])
        width += step
    return chosen
