"""The count itself: one walk over the days serves the due date and its explanation alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from heng.engines.deadlines.calendar import Calendar
from heng.engines.deadlines.explanation import Day, Mark, Tick, explain


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days on which the clock stands 「中止」, the first and the last included, and why."""

    first: date
    last: date
    cause: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"中止期间的止日{self.last}早于起日{self.first}")


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a period; provisional when a notice still to come may move it, and then `reason` says which."""

    day: date
    provisional: bool
    reason: str
    ticks: tuple[Tick, ...] = field(repr=False, compare=False)
    calendar: Calendar = field(repr=False, compare=False)

    def explain(self) -> tuple[Day, ...]:
        """Tell every day from the event to the due day, in the order they were counted."""
        return tuple(explain(tick, self.calendar) for tick in self.ticks)


@dataclass(frozen=True, slots=True)
class Count:
    """How to walk: `span` days, of which kind, in which direction, and whether a last rest day moves the end."""

    span: int
    working: bool
    backward: bool
    rolls: bool

    def due(self, start: date, calendar: Calendar, suspended: Sequence[Suspension]) -> Due:
        """Count from an event; the event's own day is not counted.

        Raises:
            ValueError: the end lies outside the years 1 to 9999.
        """
        try:
            ticks = tuple(self._walk(start, calendar, suspended))
        except OverflowError as error:
            raise ValueError("期限超出可计算的日期范围，请核对起算日期") from error
        doubts = (calendar.doubt(tick.day) for tick in ticks if tick.asks)
        doubt = next(filter(None, doubts), "")
        return Due(ticks[-1].day, bool(doubt), doubt, ticks, calendar)

    def _walk(self, start: date, calendar: Calendar, suspended: Sequence[Suspension]) -> Iterator[Tick]:
        yield Tick(start, Mark.START)
        step = timedelta(days=-1 if self.backward else 1)
        day, number = start, 0
        while number < self.span:
            day += step
            if stop := _stop(day, suspended):
                yield Tick(day, Mark.SUSPENDED, cause=stop.cause)
            elif self.working and not calendar.is_working(day):
                yield Tick(day, Mark.REST, asks=True)
            else:
                number += 1
                ends = self.rolls and number == self.span
                moves = ends and not calendar.is_working(day)
                yield Tick(day, Mark.LAST_IS_REST if moves else Mark.COUNTED, number, asks=self.working or ends)
        if self.rolls and not calendar.is_working(day):
            yield from _roll(day, calendar, suspended)


def _roll(day: date, calendar: Calendar, suspended: Sequence[Suspension]) -> Iterator[Tick]:
    while True:
        day += timedelta(days=1)
        if stop := _stop(day, suspended):
            yield Tick(day, Mark.SUSPENDED, cause=stop.cause)
        elif calendar.is_working(day):
            yield Tick(day, Mark.LANDED, asks=True)
            return
        else:
            yield Tick(day, Mark.PASSED, asks=True)


def _stop(day: date, suspended: Sequence[Suspension]) -> Suspension | None:
    return next((stop for stop in suspended if stop.first <= day <= stop.last), None)
