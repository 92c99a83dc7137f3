"""Which tables verification covers 「核验范围」, and why it leaves the others out: lists beside this file."""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from heng.ledger.transparency.verifying.covering import Cover, Path


@cache
def covered() -> tuple[Cover, ...]:
    """List the covered tables, with the ways from a row to the subject under which acts about it are told."""
    return tuple(
        Cover(row["room"], row["table"], tuple(_paths(row["paths"])), frozenset(row["without"].split()))
        for row in _rows("covered.csv")
    )


@cache
def uncovered() -> dict[str, str]:
    """Give the reason, in Chinese, for each table that is left out."""
    return {row["table"]: row["reason"] for row in _rows("uncovered.csv")}


def _paths(text: str) -> Iterator[Path]:
    for path in text.split():
        prefix, _, columns = path.rpartition(":")
        yield Path(prefix, columns)


def _rows(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath(f"data/{name}").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
