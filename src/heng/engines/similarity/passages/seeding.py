"""Seeds 「种子」: rare fingerprints that two bidders share and no known text has."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from heng.engines.similarity.passages.arrays import Flags, Hashes, Places
from heng.engines.similarity.passages.corpus import Corpus


@dataclass(frozen=True)
class Seeds:
    """Grams that lie at two places of the row, and what to leave out when they grow.

    Attributes:
        left: where each gram lies first.
        right: where it lies again, further on.
        known: keys of grams of known texts, sorted.
        common: keys of fingerprints that are not rare, sorted.
    """

    left: Places
    right: Places
    known: Hashes
    common: Hashes

    def __getitem__(self, which: Flags) -> "Seeds":
        return Seeds(self.left[which], self.right[which], self.known, self.common)


def sow(corpus: Corpus, most: int) -> Seeds:
    """Find the fingerprints with two to `most` occurrences, none of them known, and pair those of different owners."""
    packed = corpus.packed()
    places = (packed & np.uint64((1 << corpus.bits) - 1)).astype(np.int64)
    keys = packed >> np.uint64(corpus.bits)
    firsts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))[: keys.size]
    sizes = np.diff(firsts, append=keys.size)
    is_known = places[firsts] < corpus.starts[corpus.known]  # known texts stand first, and places rise
    rare = (sizes > 1) & (sizes <= most) & ~is_known
    pairs = list(_pairs(places, firsts[rare], sizes[rare], most))
    left, right = (np.concatenate([pair[side] for pair in pairs] or [np.empty(0, np.int64)]) for side in (0, 1))
    seeds = Seeds(left, right, keys[firsts[is_known]], keys[firsts[sizes > most]])
    return seeds[corpus.owner[corpus.text_at(left)] != corpus.owner[corpus.text_at(right)]]


def _pairs(places: Places, firsts: Places, sizes: Places, most: int) -> Iterator[tuple[Places, Places]]:
    for one, other in combinations(range(min(most, int(sizes.max(initial=0)))), 2):
        groups = firsts[sizes > other]
        yield places[groups + one], places[groups + other]
