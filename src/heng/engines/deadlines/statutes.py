"""The periods of the law as dated data 「法定期限表」."""

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from heng.engines.deadlines.measure import Direction, Kind, Period, Unit


class StatuteError(ValueError):
    """A row of the periods cannot be read; the message names its line."""


def periods(*, on: date) -> Mapping[str, Period]:
    """Give the periods in force on a day, by their number (`T01`, `P28`, …)."""
    return MappingProxyType({row.id: row for row in statute() if _in_force(row, on)})


def period(number: str, *, on: date) -> Period:
    """Give one period as it stood on a day.

    Raises:
        KeyError: there is no such period, or it was not in force then.
    """
    for row in statute():
        if row.id == number and _in_force(row, on):
            return row
    raise KeyError(f"no period {number} in force on {on}")


@cache
def statute() -> tuple[Period, ...]:
    """Give every row of `data/periods.csv`, in force or not, in the order of the file.

    Raises:
        StatuteError: a row cannot be read, or two rows of one number overlap in time.
    """
    rows: list[Period] = []
    with files("heng.engines").joinpath("data", "periods.csv").open(encoding="utf-8") as stream:
        for line, raw in enumerate(csv.DictReader(stream), start=2):
            try:
                row = _period(raw)
            except (KeyError, TypeError, ValueError) as error:
                raise StatuteError(f"periods.csv line {line}: {error}") from error
            if any(_overlap(row, earlier) for earlier in rows):
                raise StatuteError(f"periods.csv line {line}: {row.id} overlaps an earlier row")
            rows.append(row)
    return tuple(rows)


def _period(raw: Mapping[str, str]) -> Period:
    return Period(
        kind=Kind(raw["kind"]),
        limit=int(raw["limit"]),
        unit=Unit(raw["unit"]),
        law=raw["law"],
        direction=Direction(raw["direction"]),
        rolls={"yes": True, "no": False}[raw["rolls"]],
        id=raw["id"],
        regime=raw["regime"],
        event=raw["event"],
        from_event=raw["from_event"],
        certainty=raw["certainty"],
        effective_from=date.fromisoformat(raw["effective_from"]),
        effective_to=date.fromisoformat(raw["effective_to"]) if raw["effective_to"] else None,
        source=raw["source"],
        note=raw["note"],
        also=int(raw["also"]) if raw["also"] else None,
        also_for=raw["also_for"],
    )


def _in_force(row: Period, on: date) -> bool:
    return (row.effective_from or date.min) <= on <= (row.effective_to or date.max)


def _overlap(one: Period, two: Period) -> bool:
    if one.id != two.id:
        return False
    first = max(one.effective_from or date.min, two.effective_from or date.min)
    return first <= min(one.effective_to or date.max, two.effective_to or date.max)
