"""The working-day calendar 「工作日历」: weekends, corrected by what the State Council announced."""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Literal, Self, TypeVar

Row = TypeVar("Row")

SATURDAY = 5
WEEKDAYS = "一二三四五六日"
# What the holiday regulation (全国年节及纪念日放假办法, 2024) fixes in the solar year; the moon decides the others.
FIXED_FEASTS = {(1, 1): "元旦", (5, 1): "劳动节", (5, 2): "劳动节"} | {(10, day): "国庆节" for day in (1, 2, 3)}
# A notice has moved days of the last week of the year before (2005, 2006, 2007, 2011, 2018), never an earlier day.
YEAR_END = (12, 25)


class CalendarError(ValueError):
    """The calendar's data contradict themselves; the message names the row."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """One day that a notice takes out of the ordinary week: a rest day, or a weekend day that is worked."""

    day: date
    kind: Literal["rest", "work"]
    name: str
    notice: str
    certainty: str = "V"


@dataclass(frozen=True, slots=True)
class Announcement:
    """The notice that fixes the holidays of a year; one that amends fixes nothing alone."""

    year: int
    notice: str
    title: str
    published_on: date | None = None
    amends: bool = False
    certainty: str = "V"


class Calendar:
    """Answers for any day: is it worked, why, and is that certain."""

    def __init__(self, holidays: Iterable[Holiday], announcements: Iterable[Announcement]) -> None:
        """Check the data and index them.

        Raises:
            CalendarError: a day stands twice, or a day of an announced year names a notice that is not listed.
        """
        notices = list(announcements)
        self._announced = frozenset(notice.year for notice in notices if not notice.amends)
        self._days: dict[date, Holiday] = {}
        known = {notice.notice for notice in notices}
        for holiday in holidays:
            if holiday.day in self._days:
                raise CalendarError(f"holidays: {holiday.day} stands twice")
            if holiday.day.year in self._announced and holiday.notice not in known:
                raise CalendarError(f"holidays: {holiday.day} names {holiday.notice!r}, which years does not list")
            self._days[holiday.day] = holiday

    @classmethod
    def load(cls) -> Self:
        """Read the calendar that is delivered with the program (`data/holidays.csv`, `data/years.csv`).

        Raises:
            CalendarError: a row cannot be read; the message names file and line.
        """
        return cls(_rows("holidays.csv", _holiday), _rows("years.csv", _announcement))

    def is_announced(self, year: int) -> bool:
        """Tell whether the notice for this year has been entered."""
        return year in self._announced

    def is_provisional(self, day: date | int) -> bool:
        """Tell whether a notice still to come may change this day (a date), or this year (a number).

        The last week of December belongs to the notice of the next year as well.
        """
        if isinstance(day, int):
            return day not in self._announced
        return day.year not in self._announced or self._waits_for_next_year(day)

    def is_working(self, day: date) -> bool:
        """Tell whether this is a working day, as far as is known."""
        holiday = self._days.get(day)
        if holiday is not None:
            return holiday.kind == "work"
        return day.weekday() < SATURDAY and not self._fixed_feast(day)

    def why(self, day: date) -> str:
        """Say in Chinese why the day is worked or not, with the notice it comes from."""
        weekday = f"周{WEEKDAYS[day.weekday()]}"
        holiday = self._days.get(day)
        if holiday is not None and holiday.kind == "work":
            return f"{weekday}，{holiday.name}调休上班（{holiday.notice}）"
        if holiday is not None:
            return f"{holiday.name}放假（{holiday.notice}）"
        if feast := self._fixed_feast(day):
            return f"{feast}放假（全国年节及纪念日放假办法）"
        return f"{weekday}{'工作日' if day.weekday() < SATURDAY else '休息日'}"

    def doubt(self, day: date) -> str:
        """Say in Chinese what the day's status still waits for; empty when nothing."""
        if day.year not in self._announced:
            if day.year < min(self._announced, default=day.year):
                return f"未收录{day.year}年放假安排，按周末和法定节日推算"
            return f"{day.year}年放假安排尚未公布，按周末和法定节日暂计"
        if self._waits_for_next_year(day):
            return f"{day.year + 1}年放假安排尚未公布，可能调整{day.year}年末的工作日"
        return ""

    def _waits_for_next_year(self, day: date) -> bool:
        return (day.month, day.day) >= YEAR_END and day.year + 1 not in self._announced

    def _fixed_feast(self, day: date) -> str:
        if day.year in self._announced:
            return ""
        return FIXED_FEASTS.get((day.month, day.day), "")


def _rows(name: str, read: Callable[[Mapping[str, str]], Row]) -> list[Row]:
    """Read one data file, row by row; a bad row is named by file and line."""
    found: list[Row] = []
    with files("heng.engines").joinpath("data", name).open(encoding="utf-8") as stream:
        for line, row in enumerate(csv.DictReader(stream), start=2):
            try:
                found.append(read(row))
            except (KeyError, ValueError, TypeError) as error:
                raise CalendarError(f"{name} line {line}: {error}") from error
    return found


def _holiday(row: Mapping[str, str]) -> Holiday:
    kind = row["kind"]
    if kind not in ("rest", "work"):
        raise ValueError(f"kind is {kind!r}, not rest or work")
    if not (row["name"] and row["notice"]):
        raise ValueError("a holiday needs a name and a notice")
    marked: Literal["rest", "work"] = "rest" if kind == "rest" else "work"
    return Holiday(date.fromisoformat(row["day"]), marked, row["name"], row["notice"], row["certainty"])


def _announcement(row: Mapping[str, str]) -> Announcement:
    published = date.fromisoformat(row["published_on"]) if row["published_on"] else None
    amends = {"yes": True, "no": False}[row["amends"]]
    return Announcement(int(row["year"]), row["notice"], row["title"], published, amends, row["certainty"])


CALENDAR = Calendar.load()
