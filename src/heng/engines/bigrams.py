"""Two-character words for full-text search of Chinese 「二元分词」: what is stored and what is asked are cut alike.

A search index cuts text at spaces, and Chinese has none. Every run of Chinese characters becomes its overlapping pairs;
a Latin word or a number stays whole. A pair is found wherever it stands, so a word of any length is found by its pairs.
"""

import re
import unicodedata
from collections.abc import Iterator

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
RUNS = re.compile(f"[{HAN}]+|(?:(?![{HAN}])[^\\W_])+")
IS_HAN = re.compile(f"[{HAN}]")


def bigrams(text: str) -> str:
    """Cut a text into the words of the index, joined by spaces.

    Full-width forms become half-width, capitals small. A Chinese character that stands alone is its own word.
    """
    return " ".join(_words(text))


def query_terms(text: str) -> list[str]:
    """Cut what a person typed into the words to look for, each once, in their order; all of them must be found.

    A single Chinese character is found by its exact word only where it stood alone; ask the index for the prefix of it
    to find it at the head of a pair.
    """
    return list(dict.fromkeys(_words(text)))


def _words(text: str) -> Iterator[str]:
    for run in RUNS.findall(unicodedata.normalize("NFKC", text).lower()):
        if IS_HAN.match(run) and len(run) > 1:
            yield from (run[start : start + 2] for start in range(len(run) - 1))
        else:
            yield run
