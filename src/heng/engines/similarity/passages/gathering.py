"""Passages 「雷同段落」: runs that lie near each other on both sides, in whatever order, taken together."""

from dataclasses import dataclass

import numpy as np

from heng.engines.similarity.passages.arrays import Places
from heng.engines.similarity.passages.corpus import Corpus
from heng.engines.similarity.passages.runs import Runs


@dataclass(frozen=True)
class Gathered:
    """Runs, the passage of each (by number), and how many letters each passage has on the side that has fewer."""

    runs: Runs
    passage: Places
    letters: Places


def gather_runs(corpus: Corpus, runs: Runs, gap: int) -> Gathered:
    """Take runs of the same two texts together that follow within `gap` letters, on the left and on the right."""
    both = corpus.text_at(runs.start) * len(corpus.texts) + corpus.text_at(runs.start + runs.shift)
    group, count = np.unique(both, return_inverse=True)[1], 0
    while True:
        group = _split(group, runs.start, runs.end, gap)
        group = _split(group, runs.start + runs.shift, runs.end + runs.shift, gap)
        if (found := int(group.max(initial=-1)) + 1) == count:
            break
        count = found
    left = _count(group, runs.start, runs.end)
    right = _count(group, runs.start + runs.shift, runs.end + runs.shift)
    return Gathered(runs, group, np.minimum(left, right))


def _split(group: Places, start: Places, end: Places, gap: int) -> Places:
    """Number groups anew, parted where more than `gap` letters lie between what came so far and what follows."""
    order = np.lexsort((start, group))
    group, start, end = group[order], start[order], end[order]
    opens = np.ones(group.size, bool)
    opens[1:] = (np.diff(group) != 0) | (start[1:] - _reached(group, end)[:-1] > gap)
    parted = np.empty_like(group)
    parted[order] = np.cumsum(opens) - 1
    return parted


def _count(group: Places, start: Places, end: Places) -> Places:
    """Count for each group its letters, each once."""
    order = np.lexsort((start, group))
    group, start, end = group[order], start[order], end[order]
    fresh = end - start
    again = np.clip(_reached(group, end)[:-1] - start[1:], 0, fresh[1:])
    fresh[1:] -= np.where(np.diff(group) == 0, again, 0)
    return np.bincount(group, fresh).astype(np.int64)


def _reached(group: Places, end: Places) -> Places:
    """Return the furthest end so far in each group; groups and starts rise."""
    lift: Places = group * (int(end.max(initial=0)) + 1)
    reached: Places = np.maximum.accumulate(end + lift)
    return reached - lift
