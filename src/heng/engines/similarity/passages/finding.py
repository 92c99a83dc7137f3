"""From texts to passages, in characters of the texts 「雷同段落」."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from heng.engines.similarity.passages.arrays import Places
from heng.engines.similarity.passages.corpus import Corpus, gather
from heng.engines.similarity.passages.gathering import Gathered, gather_runs
from heng.engines.similarity.passages.letters import places
from heng.engines.similarity.passages.runs import trace
from heng.engines.similarity.passages.seeding import Seeds, sow


@dataclass(frozen=True, slots=True)
class Measure:
    """What makes a passage; measured on synthetic bids (`docs/similarity.md`), lengths in letters.

    Attributes:
        most: occurrences of a fingerprint in all texts beyond which it is common.
        seeds: rare fingerprints that two texts share at least.
        gap: the most that lies between two runs of one passage.
        letters: equal letters of a passage at least.
        rare: how many of them, at least, are not common.
    """

    most: int = 6
    seeds: int = 4
    gap: int = 400
    letters: int = 60
    rare: int = 25


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `[start, end)` of a text, by its number."""

    text: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Equal but for blanks and punctuation: characters `[start, end)` on both sides."""

    left: tuple[int, int]
    right: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """What two texts share: from the first to the last equal character on both sides, and the equal runs between.

    Attributes:
        left: its place in the text with the smaller number.
        right: its place in the other.
        letters: equal letters, each counted once, on the side that has fewer.
        rare: how many of them are not common to many texts.
        runs: in the order of the left side; order and number may differ on the right.
    """

    left: Span
    right: Span
    letters: int
    rare: int
    runs: tuple[Run, ...]


def find(
    texts: Sequence[str], owners: Sequence[int], known: Sequence[str] = (), measure: Measure | None = None
) -> list[Passage]:
    """Find the passages that texts of different owners share and known texts do not have, the longest first.

    Raises:
        ValueError: too many letters for one comparison.
    """
    measure = measure or Measure()
    corpus = gather(texts, owners, known)
    seeds = _enough(corpus, sow(corpus, measure.most), measure.seeds)
    gathered = gather_runs(corpus, trace(corpus, seeds), measure.gap)
    found = list(_passages(corpus, gathered, measure, texts))
    return sorted(found, key=lambda one: (-one.letters, one.left.text, one.right.text, one.left.start))


def _enough(corpus: Corpus, seeds: Seeds, least: int) -> Seeds:
    """Keep seeds of texts that share enough of them: a single one is chance."""
    both = corpus.text_at(seeds.left) * len(corpus.texts) + corpus.text_at(seeds.right)
    _, which, counts = np.unique(both, return_inverse=True, return_counts=True)
    return seeds[counts[which] >= least]


def _passages(corpus: Corpus, gathered: Gathered, measure: Measure, texts: Sequence[str]) -> Iterator[Passage]:
    common = np.bincount(gathered.passage, gathered.runs.common, gathered.letters.size).astype(np.int64)
    rare = np.maximum(gathered.letters - common, 0)
    chosen = np.flatnonzero((gathered.letters >= measure.letters) & (rare >= measure.rare))
    order = np.lexsort((gathered.runs.start, gathered.passage))
    first = np.searchsorted(gathered.passage[order], np.arange(gathered.letters.size + 1))
    written = _Written(corpus, texts)
    for number in chosen.tolist():
        runs = gathered.runs[order[first[number] : first[number + 1]]]
        left = written.spans(runs.start, runs.end)
        right = written.spans(runs.start + runs.shift, runs.end + runs.shift)
        yield Passage(
            _around(left),
            _around(right),
            int(gathered.letters[number]),
            int(rare[number]),
            tuple(Run((one.start, one.end), (other.start, other.end)) for one, other in zip(left, right, strict=True)),
        )


class _Written:
    """Finds the characters of letters again; remembers texts that it was asked for."""

    def __init__(self, corpus: Corpus, texts: Sequence[str]) -> None:
        self.corpus, self.texts = corpus, texts
        self.places: dict[int, Places] = {}

    def spans(self, start: Places, end: Places) -> list[Span]:
        """Return the characters of stretches of one text of the row."""
        number = int(self.corpus.text_at(start[:1])[0])
        text, begin = number - self.corpus.known, self.corpus.starts[number]
        if text not in self.places:
            self.places[text] = places(self.texts[text])
        where = self.places[text]
        first, last = where[start - begin], where[end - begin - 1]
        return [Span(text, one, other + 1) for one, other in zip(first.tolist(), last.tolist(), strict=True)]


def _around(spans: Sequence[Span]) -> Span:
    return Span(spans[0].text, min(one.start for one in spans), max(one.end for one in spans))
