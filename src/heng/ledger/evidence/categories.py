"""What a file is in a trade 「文件类别」, as its sender says; some stay shut until the bids are opened, by dated rule.

Which moment that is, and for whom, the room knows that the file is about.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from heng.engines.procedure import Refusal

OTHER, OFFICIAL, OVERSIGHT, UNTOLD = "OTHER", "OFFICIAL", "OVERSIGHT", "UNTOLD"


@dataclass(frozen=True, slots=True)
class Category:
    """A row of `data/categories.csv`. `is_shut`: nobody may know of such a file before the bids are opened."""

    category: str
    title: str
    is_shut: bool
    law: str
    effective_from: date
    effective_to: date | None
    certainty: str
    source: str

    def stands(self, on: date) -> bool:
        """Whether the row is in force on a day."""
        return self.effective_from <= on <= (self.effective_to or date.max)


def categories(*, on: date) -> dict[str, Category]:
    """Give the categories that stand on a day, by code."""
    return {row.category: row for row in _rows() if row.stands(on)}


def check(category: str, *, on: date) -> Category:
    """Give a category by its code.

    Raises:
        Refusal: `unknown-category`.
    """
    found = categories(on=on)
    if category not in found:
        told = "、".join(f"{row.category}（{row.title}）" for row in found.values())
        raise Refusal("unknown-category", f"文件类别无法识别，请填写下列之一：{told}")
    return found[category]


def titles() -> dict[str, str]:
    """Name every category in Chinese, by code, also those that no longer stand."""
    return {row.category: row.title for row in _rows()}


@cache
def _rows() -> tuple[Category, ...]:
    text = files("heng.ledger.evidence").joinpath("data", "categories.csv").read_text(encoding="utf-8")
    return tuple(_row(row) for row in csv.DictReader(text.splitlines()))


def _row(row: dict[str, str]) -> Category:
    return Category(
        category=row["category"],
        title=row["title"],
        is_shut=row["is_shut"] == "yes",
        law=f"{row['document_number']} {row['article']}".strip(),
        effective_from=date.fromisoformat(row["effective_from"]),
        effective_to=date.fromisoformat(row["effective_to"]) if row["effective_to"] else None,
        certainty=row["certainty"],
        source=row["source"],
    )
