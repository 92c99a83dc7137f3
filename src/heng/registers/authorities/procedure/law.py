"""Dated law as data 「依据」: the entry catalogue, who supervises what, and periods; rows of `data/`.

A row is in force from `effective_from` to `effective_to`, both days included; an empty end has not come yet.
"""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, TypeVar

from heng.engines.deadlines import Period, working_days

Row = TypeVar("Row")


class LawError(ValueError):
    """A row of a data file cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a row comes from, how sure that is, and when it is in force."""

    article: str
    document_number: str
    effective_from: date
    effective_to: date | None
    certainty: str
    source: str

    @property
    def law(self) -> str:
        """Name the documents, each with its article where it has one of its own."""
        documents, articles = self.document_number.split("；"), self.article.split("；")
        if len(documents) != len(articles):
            return f"{self.document_number} {self.article}".strip()
        return "；".join(f"{document} {article}".strip() for document, article in zip(documents, articles, strict=True))

    def in_force(self, on: date) -> bool:
        """Answer whether the row is in force on this day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueRow(Source):
    """A line of the entry catalogue 「进场目录」: which trade must enter, from which amount (元) on.

    `region` is the code within which the row holds, `level` province, city, county or empty for all; `work` is
    construction, goods, services or empty for all; `industry` narrows the row to divisions of GB/T 4754. Without a
    threshold every such trade must enter. `scope` is `public` (only trades of public funds fall under it), `any`, or
    `optional` (such trades may enter).
    """

    id: str
    title: str
    regime: str
    trade_class: str
    industry: str
    work: str
    region: str
    level: str
    threshold: Decimal | None
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JurisdictionRow(Source):
    """Which kind of department supervises a class of trades 「监督职责分工」.

    `kinds` stand in order of preference; `industry` narrows the row to divisions of GB/T 4754.
    """

    id: str
    title: str
    regime: str
    trade_class: str
    industry: str
    level: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRow(Source):
    """A target time of this room's procedures 「办理时限」, in working days."""

    id: str
    title: str
    limit: int

    @property
    def period(self) -> Period:
        """The row as something that can be counted."""
        return working_days(self.limit, self.law)


@lru_cache(maxsize=4096)
def catalogue(*, on: date) -> tuple[CatalogueRow, ...]:
    """Give the entry catalogue as it stood on a day."""
    return tuple(row for row in _catalogue() if row.in_force(on))


@lru_cache(maxsize=4096)
def jurisdiction(*, on: date) -> tuple[JurisdictionRow, ...]:
    """Give the division of supervision as it stood on a day."""
    return tuple(row for row in _jurisdiction() if row.in_force(on))


@lru_cache(maxsize=4096)
def periods(*, on: date) -> tuple[PeriodRow, ...]:
    """Give the target times of this room as they stood on a day."""
    return tuple(row for row in _periods() if row.in_force(on))


def period(number: str, *, on: date) -> Period:
    """Give one target time as it stood on a day.

    Raises:
        KeyError: there is no such row, or it was not in force then.
    """
    for row in periods(on=on):
        if row.id == number:
            return row.period
    raise KeyError(f"no period {number} in force on {on}")


def table(name: str, read: Callable[[Mapping[str, str]], Row]) -> tuple[Row, ...]:
    """Read one file of `data/`, row by row.

    Raises:
        LawError: a row cannot be read.
    """
    rows: list[Row] = []
    text = files("heng.registers.authorities").joinpath("data", name).read_text(encoding="utf-8")
    for line, raw in enumerate(csv.DictReader(text.splitlines()), start=2):
        try:
            rows.append(read(raw))
        except (KeyError, ValueError, TypeError, ArithmeticError) as error:
            raise LawError(f"{name} line {line}: {error}") from error
    return tuple(rows)


@cache
def _catalogue() -> tuple[CatalogueRow, ...]:
    return table(
        "entry_catalogue.csv",
        lambda raw: CatalogueRow(
            **_fields(raw) | {"threshold": Decimal(raw["threshold"]) if raw["threshold"] else None}
        ),
    )


@cache
def _jurisdiction() -> tuple[JurisdictionRow, ...]:
    return table(
        "jurisdiction.csv", lambda raw: JurisdictionRow(**_fields(raw) | {"kinds": tuple(raw["kinds"].split())})
    )


@cache
def _periods() -> tuple[PeriodRow, ...]:
    return table("periods.csv", lambda raw: PeriodRow(**_fields(raw) | {"limit": int(raw["limit"])}))


def _fields(raw: Mapping[str, str]) -> dict[str, Any]:
    """Take each column as the field of its name, its days read; what else is no text is read by the caller."""
    return {**raw, "effective_from": date.fromisoformat(raw["effective_from"]), "effective_to": until(raw)}


def until(raw: Mapping[str, str]) -> date | None:
    """Read the last day of a row; empty: the end has not come yet."""
    return date.fromisoformat(raw["effective_to"]) if raw["effective_to"] else None
