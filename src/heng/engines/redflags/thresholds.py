"""Thresholds 「阈值」: numbers of rules as dated rows of data, by region profile; a lawyer corrects them without code.

One file a rule (`data/thresholds/A05.csv`). A row holds: profile, rule, name, category, method, value, effective_from,
effective_to (first and last day in force; empty is open), source, certainty. The most special row in force on the day
of the process wins: its own profile before `base`, a named category before none, a named method before none.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from typing import Self

import ibis
import ibis.expr.types as ir

BASE = "base"
MICROSECONDS = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One number with where, when and why it holds."""

    profile: str
    rule: str
    name: str
    category: str
    method: str
    value: float
    effective_from: date | None
    effective_to: date | None
    source: str
    certainty: str

    def holds(self, profile: str) -> bool:
        """Say whether the row belongs to a profile, or to all."""
        return self.profile in {profile, BASE}

    @property
    def rank(self) -> tuple[bool, bool, bool, date]:
        """Order rows from the most general to the most special, then by age."""
        started = self.effective_from or date.min
        return (self.profile != BASE, bool(self.category), bool(self.method), started)


class Thresholds:
    """All rows of a profile, with what a person set aside for a trial run."""

    def __init__(self, rows: Iterable[Row], profile: str = BASE) -> None:
        self.profile = profile
        self._rows = sorted((row for row in rows if row.holds(profile)), key=lambda row: row.rank, reverse=True)

    @classmethod
    def of(cls, profile: str = BASE) -> Self:
        """Read the rows that come with the program, for one profile."""
        return cls(_read(), profile)

    @classmethod
    def every(cls) -> Self:
        """Read the rows of every profile, to be shown and not to be judged by."""
        every = cls([])
        every._rows = sorted(_read(), key=lambda row: row.rank, reverse=True)
        return every

    def rows(self, rule: str, name: str | None = None) -> list[Row]:
        """Give the rows of a rule, the most special first."""
        return [row for row in self._rows if row.rule == rule and name in {None, row.name}]

    def with_values(self, values: Mapping[tuple[str, str], float]) -> "Thresholds":
        """Set numbers for a trial: `(rule, name)` to the value that replaces every row."""
        kept = [row for row in self._rows if (row.rule, row.name) not in values]
        set_ = [Row(BASE, rule, name, "", "", value, None, None, "试算", "") for (rule, name), value in values.items()]
        return Thresholds([*kept, *(replace(row, profile=self.profile) for row in set_)], self.profile)

    def at(self, rule: str) -> "At":
        """Give the numbers of one rule."""
        return At(rule, self)


@dataclass(frozen=True, slots=True)
class At:
    """The numbers of one rule, as constants or as an expression over the day, category and method of a process."""

    rule: str
    thresholds: Thresholds

    def has(self, name: str) -> bool:
        """Say whether any row sets this number."""
        return bool(self.thresholds.rows(self.rule, name))

    def __getitem__(self, name: str) -> float:
        """Give a number that does not depend on the process.

        Raises:
            KeyError: when no row sets it.
        """
        rows = self.thresholds.rows(self.rule, name)
        if not rows:
            raise KeyError(f"{self.rule}.{name}")
        return rows[0].value

    def of(self, name: str, procs: ir.Table, moment: ir.Value) -> ir.Value:
        """Give a number as a float64 column for rows with `category` and `method_details`, as of a moment (µs)."""
        rows = self.thresholds.rows(self.rule, name)
        branches = [(_applies(row, procs, moment), number(row.value)) for row in rows]
        return ibis.cases(*branches, else_=ibis.null("float64")) if branches else ibis.null("float64")


def number(value: float) -> ir.Value:
    """Give a constant that is a float64 everywhere: a literal 0.6 is a decimal to some, and its cast is dropped."""
    return ibis.literal(int(value) if value == int(value) else repr(value)).cast("float64")


def _applies(row: Row, procs: ir.Table, moment: ir.Value) -> ir.Value:
    tests = [ibis.literal(value=True)]
    if row.category:
        tests.append(procs.category == row.category)
    if row.method:
        tests.append(procs.method_details == row.method)
    if row.effective_from:
        tests.append(moment >= _start(row.effective_from))
    if row.effective_to:
        tests.append(moment < _start(row.effective_to + timedelta(days=1)))
    return ibis.and_(*tests)


def _start(day: date) -> int:
    """Give the first moment of a day in China, in microseconds since 1970 UTC."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=8)
    return int(midnight.timestamp()) * MICROSECONDS


def _read() -> list[Row]:
    folder = resources.files("heng.engines.redflags").joinpath("data/thresholds")
    texts = [one.read_text(encoding="utf-8") for one in sorted(folder.iterdir(), key=lambda one: one.name)]
    return [_row(cells) for text in texts for cells in csv.DictReader(text.splitlines())]


def _row(cells: Mapping[str, str]) -> Row:
    first, last = cells["effective_from"], cells["effective_to"]
    return Row(
        **{name: cells[name] for name in ("profile", "rule", "name", "category", "method", "source", "certainty")},
        value=float(cells["value"]),
        effective_from=date.fromisoformat(first) if first else None,
        effective_to=date.fromisoformat(last) if last else None,
    )
