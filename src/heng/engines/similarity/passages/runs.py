"""Runs 「连续相同」: letters that follow each other at both places alike, as far as they go, without what is known."""

from dataclasses import dataclass

import numpy as np

from heng.engines.similarity.passages.arrays import Codes, Flags, Hashes, Places
from heng.engines.similarity.passages.corpus import Corpus
from heng.engines.similarity.passages.seeding import Seeds
from heng.engines.similarity.passages.winnowing import GRAM

BLOCK = 64  # letters that are compared at a time


@dataclass(frozen=True)
class Runs:
    """Stretches of the row that stand again further on.

    Attributes:
        start: their first letters.
        end: one past their last letters.
        shift: how much further on the same letters stand again.
        common: how many of their letters lie in fingerprints that are not rare.
    """

    start: Places
    end: Places
    shift: Places
    common: Places

    def __getitem__(self, which: Flags | Places) -> "Runs":
        return Runs(self.start[which], self.end[which], self.shift[which], self.common[which])

    @property
    def sizes(self) -> Places:
        """How many letters each has."""
        return self.end - self.start


def trace(corpus: Corpus, seeds: Seeds) -> Runs:
    """Join seeds that overlap, lengthen each run as far as letters are equal, and cut out what is known."""
    return _subtract(corpus, _lengthen(corpus, _join(seeds)), seeds)


def _join(seeds: Seeds) -> Runs:
    """Join the seeds of one shift that overlap."""
    shift = seeds.right - seeds.left
    order = np.lexsort((seeds.left, shift))
    left, shift = seeds.left[order], shift[order]
    opens = np.ones(left.size, bool)
    opens[1:] = (np.diff(shift) != 0) | (np.diff(left) >= GRAM)
    first = np.flatnonzero(opens)
    last = np.concatenate((first[1:], [left.size]))[: first.size] - 1
    return Runs(left[first], left[last] + GRAM, shift[first], np.zeros_like(first))


def _lengthen(corpus: Corpus, runs: Runs) -> Runs:
    """Let runs grow to both sides within their texts; a run whose own letters differ was a collision of hashes."""
    right = runs.start + runs.shift
    texts = np.stack((corpus.text_at(runs.start), corpus.text_at(right)))
    back = np.min(np.stack((runs.start, right)) - corpus.starts[texts], axis=0)
    ahead = np.min(corpus.starts[texts + 1] - np.stack((runs.start, right)), axis=0)
    start = runs.start - _equal(corpus.row, runs.start - 1, runs.shift, back, -1)
    end = runs.start + _equal(corpus.row, runs.start, runs.shift, ahead, 1)
    true = end >= runs.end
    return _distinct(start[true], end[true], runs.shift[true])


def _distinct(start: Places, end: Places, shift: Places) -> Runs:
    """Keep each run once: seeds apart from each other may have grown into the same."""
    order = np.lexsort((start, shift))
    start, end, shift = start[order], end[order], shift[order]
    fresh = np.ones(start.size, bool)
    fresh[1:] = (np.diff(start) != 0) | (np.diff(shift) != 0)
    return Runs(start[fresh], end[fresh], shift[fresh], np.zeros(int(fresh.sum()), np.int64))


def _equal(row: Codes, place: Places, shift: Places, most: Places, step: int) -> Places:
    """Count equal letters from each place on, `most` at most, forward or backward by `step`."""
    count = np.zeros(place.size, np.int64)
    going = np.flatnonzero(most > 0)
    offsets = np.arange(BLOCK)
    while going.size:
        reach = np.minimum(count[going, None] + offsets, most[going, None] - 1)
        here = place[going, None] + step * reach
        differs = row[here] != row[here + shift[going, None]]
        found = differs.any(axis=1)
        count[going] = np.minimum(count[going] + np.where(found, differs.argmax(axis=1), BLOCK), most[going])
        going = going[~found & (count[going] < most[going])]
    return count


def _subtract(corpus: Corpus, runs: Runs, seeds: Seeds) -> Runs:
    """Cut every letter out that belongs to a known gram, and count in what remains what is common.

    Pieces shorter than a gram are dropped.
    """
    if not runs.start.size:
        return runs
    laid = _Laid(runs)
    keys = corpus.keys_at(laid.place[laid.heads])
    order = np.argsort(keys)
    known, common = (laid.covered(order[_among(keys[order], those)]) for those in (seeds.known, seeds.common))
    opens, closes = laid.stretches(~known)
    shared = np.concatenate(([0], np.cumsum(common)))
    pieces = Runs(
        laid.place[opens], laid.place[closes] + 1, runs.shift[laid.whose[opens]], shared[closes + 1] - shared[opens]
    )
    return pieces[pieces.sizes >= GRAM]


class _Laid:
    """Runs laid end to end, letter by letter."""

    def __init__(self, runs: Runs) -> None:
        first = np.cumsum(runs.sizes) - runs.sizes
        self.whose = np.repeat(np.arange(runs.start.size), runs.sizes)
        self.place = np.arange(self.whose.size) + (runs.start - first)[self.whose]
        self.heads = np.flatnonzero(self.place + GRAM <= runs.end[self.whose])  # where whole grams start

    def covered(self, which: Places) -> Flags:
        """Say which letters lie in one of these grams, by number among the heads."""
        depth = np.zeros(self.place.size + 1, np.int64)
        depth[self.heads[which]] += 1
        depth[self.heads[which] + GRAM] -= 1
        return np.cumsum(depth[:-1]) > 0

    def stretches(self, kept: Flags) -> tuple[Places, Places]:
        """Return first and last letter of each stretch of one run that is kept."""
        follows = kept[1:] & kept[:-1] & (self.whose[1:] == self.whose[:-1])
        return np.flatnonzero(kept & ~np.append(False, follows)), np.flatnonzero(kept & ~np.append(follows, False))


def _among(keys: Hashes, those: Hashes) -> Flags:
    """Say which keys are among those; both are sorted."""
    if not those.size:
        return np.zeros(keys.size, bool)
    found: Flags = those[np.minimum(np.searchsorted(those, keys), those.size - 1)] == keys
    return found
