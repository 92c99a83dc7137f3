"""Words of notices that may shut bidders out 「排斥性表述」: dated by their source, as data."""

import csv
from importlib import resources


def _read() -> list[tuple[str, str]]:
    text = resources.files("heng.engines.redflags").joinpath("data/exclusive_words.csv").read_text(encoding="utf-8")
    return [(row["kind"], row["pattern"]) for row in csv.DictReader(text.splitlines())]


WORDS = _read()
"""Pairs of a kind and a regular expression that DuckDB (RE2) and Spark (Java) read alike."""
