"""A count, told day by day 「期限说明」."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from heng.engines.deadlines.calendar import Calendar


class Mark(Enum):
    """What a day is to the count."""

    START = auto()  # the day of the event: never counted
    COUNTED = auto()
    REST = auto()  # not worked, and only working days count
    SUSPENDED = auto()
    LAST_IS_REST = auto()  # counted, the last one, and not worked: the end moves on
    PASSED = auto()  # passed over while the end moves on
    LANDED = auto()  # where the moved end comes to stand


TAILS = {
    Mark.LAST_IS_REST: "，末日为休息日，顺延",
    Mark.PASSED: "，顺延",
    Mark.LANDED: "，顺延后的期间末日",
}
COUNTS = (Mark.COUNTED, Mark.LAST_IS_REST)


@dataclass(frozen=True, slots=True)
class Tick:
    """One day of a count as the machine sees it.

    `asks`: the result depends on whether this day is worked. `cause` is the reason of a suspension.
    """

    day: date
    mark: Mark
    number: int | None = None
    asks: bool = False
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a count as a person reads it; `number` is its ordinal when it counts."""

    day: date
    counted: bool
    number: int | None
    why: str


def explain(tick: Tick, calendar: Calendar) -> Day:
    """Put a day of a count into words; what is not yet certain about it is said too."""
    why = _why(tick, calendar)
    doubt = calendar.doubt(tick.day) if tick.asks else ""
    return Day(tick.day, tick.mark in COUNTS, tick.number, f"{why}（{doubt}）" if doubt else why)


def _why(tick: Tick, calendar: Calendar) -> str:
    if tick.mark is Mark.START:
        return "期间开始当日不计入"
    if tick.mark is Mark.SUSPENDED:
        return f"中止期间（{tick.cause}）" if tick.cause else "中止期间"
    if tick.mark is Mark.COUNTED and not calendar.is_working(tick.day):
        return f"{calendar.why(tick.day)}，按日连续计算"
    return calendar.why(tick.day) + TAILS.get(tick.mark, "")
