"""Shared passages 「雷同段落」: found in a synthetic corpus of bids, against MinHash by rensa and by datasketch.

The corpus is a file of `documents, sections and planted copies`; its path is given. Every method sees the same sections
in the same run and takes its turn; whatever one of them needs is counted, CPU of this process. MinHash is given what
it needs to be good: 3-grams in at most 60 sections, without those of the tender, 128 permutations in 64 bands.

    python -m bench.similarity CORPUS.json [--rounds 3] [--others 1]
"""

import argparse
import json
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from datasketch import MinHash, MinHashLSH
from rensa import RMinHash, RMinHashLSH

from bench.support import machine
from heng.engines.similarity import passages
from heng.engines.similarity.passages import Passage

PERMUTATIONS, BANDS = 128, 64
GRAM, MOST = 3, 60
LEAST_ALIKE, LEAST_SHARED = 0.1, 25
PRECISION, RECALL, SHORT = 0.99, 0.99, 0.96
THAN_RENSA, THAN_DATASKETCH = 3.0, 5.0
LEVELS = 6
Section = tuple[int, int]
Pair = tuple[Section, Section]


def main() -> int:
    """Find, compare and judge; return the exit status."""
    asked = _arguments()
    corpus = json.loads(Path(asked.corpus).read_text(encoding="utf-8"))
    truth = {_pair((one, i), (other, j)): level for one, i, other, j, level in corpus["truth"]}
    verdict = machine.Verdict()
    print(machine.describe(), flush=True)
    spent: dict[str, list[float]] = {"heng": [], "rensa": [], "datasketch": []}
    ways: dict[str, Callable[[Any], set[Pair]]] = {"heng": _heng, "rensa": _rensa, "datasketch": _datasketch}
    for turn in range(asked.rounds):
        for name, way in ways.items():
            if name == "heng" or turn < asked.others:
                started = time.process_time()
                found = way(corpus)
                spent[name].append(time.process_time() - started)
                _tell(name, found, truth, spent[name][-1])
                if name == "heng" and turn == 0:
                    _judge(found, truth, verdict)
    print("heng, CPU seconds:", machine.spread(spent["heng"]))
    if asked.others:
        own = median(spent["heng"])
        verdict.at_least("times as fast as rensa", median(spent["rensa"]) / own, THAN_RENSA)
        verdict.at_least("times as fast as datasketch", median(spent["datasketch"]) / own, THAN_DATASKETCH)
    return verdict.status


def _pair(one: Section, other: Section) -> Pair:
    return (one, other) if one <= other else (other, one)


def _judge(found: set[Pair], truth: dict[Pair, int], verdict: machine.Verdict) -> None:
    right = found & truth.keys()
    verdict.at_least("precision", len(right) / max(len(found), 1), PRECISION)
    verdict.at_least("recall", len(right) / len(truth), RECALL)
    verdict.at_least("recall of short passages", _recall(found, truth)[LEVELS - 1], SHORT)


def _tell(name: str, found: set[Pair], truth: dict[Pair, int], seconds: float) -> None:
    right = len(found & truth.keys())
    levels = " ".join(f"{share:.3f}" for share in _recall(found, truth))
    rates = f"P {right / max(len(found), 1):.4f} R {right / len(truth):.4f} by level {levels}"
    print(f"{name}: {seconds:.1f} s of CPU, {rates}", flush=True)


def _recall(found: set[Pair], truth: dict[Pair, int]) -> list[float]:
    hits, all_of = Counter(truth[pair] for pair in found & truth.keys()), Counter(truth.values())
    return [hits[level] / max(all_of[level], 1) for level in range(LEVELS)]


def _heng(corpus: Any) -> set[Pair]:
    texts = ["".join(sections) for sections in corpus["docs"]]
    known = ["".join(quotes) for quotes in corpus["tender_text"]]
    ends = [np.cumsum([len(section) for section in sections]) for sections in corpus["docs"]]
    return {_sections(one, ends) for one in passages.find(texts, range(len(texts)), known)}


def _sections(one: Passage, ends: list[Any]) -> Pair:
    """Say in which sections most of a passage lies."""
    weight: Counter[Pair] = Counter()
    for run in one.runs:
        sides = ((one.left.text, run.left), (one.right.text, run.right))
        left, right = ((text, int(np.searchsorted(ends[text], sum(at) // 2, "right"))) for text, at in sides)
        weight[_pair(left, right)] += run.left[1] - run.left[0]
    return weight.most_common(1)[0][0]


def _shingled(corpus: Any) -> list[tuple[Section, set[str]]]:
    """Cut sections into 3-grams, without the tender's and without those of too many sections."""
    given = {gram for quotes in corpus["tender_text"] for quote in quotes for gram in _grams(quote)}
    sections = [
        ((document, number), _grams(section) - given)
        for document, all_of in enumerate(corpus["docs"])
        for number, section in enumerate(all_of)
    ]
    met: Counter[str] = Counter()
    for _, grams in sections:
        met.update(grams)
    return [(section, {gram for gram in grams if 1 < met[gram] <= MOST}) for section, grams in sections]


def _grams(text: str) -> set[str]:
    return {text[at : at + GRAM] for at in range(len(text) - GRAM + 1)}


def _rensa(corpus: Any) -> set[Pair]:
    index, hashes = RMinHashLSH(LEAST_ALIKE, PERMUTATIONS, BANDS), []
    shingled = _shingled(corpus)
    for number, (_, grams) in enumerate(shingled):
        made = RMinHash(PERMUTATIONS, 42)
        made.update(list(grams))
        hashes.append(made)
        index.insert(number, made)
    return _alike(shingled, ((number, index.query(made)) for number, made in enumerate(hashes)))


def _datasketch(corpus: Any) -> set[Pair]:
    index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, PERMUTATIONS // BANDS))
    shingled, hashes = _shingled(corpus), []
    for number, (_, grams) in enumerate(shingled):
        made = MinHash(PERMUTATIONS, hashfunc=zlib.crc32)
        made.update_batch([gram.encode() for gram in grams])
        hashes.append(made)
        index.insert(number, made)
    return _alike(shingled, ((number, index.query(made)) for number, made in enumerate(hashes)))


def _alike(shingled: list[tuple[Section, set[str]]], candidates: Iterable[tuple[int, list[Any]]]) -> set[Pair]:
    """Keep candidates of different documents that share enough 3-grams, in number and as a part of all."""
    near = {(min(one, other), max(one, other)) for one, others in candidates for other in others if one != other}
    return {
        _pair(shingled[one][0], shingled[other][0])
        for one, other in near
        if shingled[one][0][0] != shingled[other][0][0] and _share(shingled[one][1], shingled[other][1]) >= LEAST_ALIKE
    }


def _share(one: set[str], other: set[str]) -> float:
    both = len(one & other)
    return both / len(one | other) if both >= LEAST_SHARED else 0.0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", help="docs, truth and tender_text as JSON")
    parser.add_argument("--rounds", type=int, default=3, help="turns of heng")
    parser.add_argument("--others", type=int, default=1, help="turns of rensa and datasketch, 0 for none")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
