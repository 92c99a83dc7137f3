"""The texts that are compared 「语料」: letters one after another, the known ones first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from heng.engines.similarity.passages.arrays import Codes, Hashes, Places
from heng.engines.similarity.passages.letters import letters
from heng.engines.similarity.passages.winnowing import grams, grams_at, winnow

MOST_LETTERS = 2**31  # beyond, too few bits of a packed key are left for its hash


@dataclass(frozen=True)
class Corpus:
    """Known texts and the texts of bidders, as one row of places.

    Attributes:
        texts: letters of each text, known ones first.
        known: how many of them are known: tender, standards, templates.
        owners: whose each text is, by number; known ones belong to nobody.
    """

    texts: tuple[Codes, ...]
    known: int
    owners: tuple[int, ...]

    @cached_property
    def starts(self) -> Places:
        """Where in the row each text starts, and at last where the row ends."""
        return np.cumsum([0, *(text.size for text in self.texts)], dtype=np.int64)

    @cached_property
    def row(self) -> Codes:
        """All letters."""
        return np.concatenate((*self.texts, np.empty(0, np.uint32)))

    @cached_property
    def owner(self) -> Places:
        """Whose each text is, as an array; -1 for what is known."""
        return np.array([*[-1] * self.known, *self.owners], np.int64)

    @property
    def bits(self) -> int:
        """How many bits a place in the row takes."""
        return int(self.starts[-1]).bit_length()

    def text_at(self, places: Places) -> Places:
        """Say in which text each place lies."""
        return np.searchsorted(self.starts, places, side="right") - 1

    def packed(self) -> Hashes:
        """Pack what is compared, sorted: above the key of a gram, in the lowest `bits` its place.

        Of what is known every gram, so that whatever was taken from it is met at any place; of the rest fingerprints.
        """
        packed = np.concatenate([*map(self._packed, range(len(self.texts))), np.empty(0, np.uint64)])
        packed.sort()
        return packed

    def _packed(self, number: int) -> Hashes:
        hashes, low = grams(self.texts[number]), np.uint64(self.bits)
        kept = np.arange(hashes.size) if number < self.known else winnow(hashes)
        packed: Hashes = (hashes[kept] >> low << low) | (kept + self.starts[number]).astype(np.uint64)
        return packed

    def keys_at(self, places: Places) -> Hashes:
        """Return the keys of the grams at places of the row."""
        return grams_at(self.row, places) >> np.uint64(self.bits)


def gather(texts: Sequence[str], owners: Sequence[int], known: Sequence[str]) -> Corpus:
    """Make a corpus of texts, whose they are, and what is known.

    Raises:
        ValueError: more letters than places.
    """
    corpus = Corpus(tuple(letters(text) for text in (*known, *texts)), len(known), tuple(owners))
    if corpus.starts[-1] >= MOST_LETTERS:
        raise ValueError(f"more than {MOST_LETTERS} letters: compare fewer texts at once")
    return corpus
