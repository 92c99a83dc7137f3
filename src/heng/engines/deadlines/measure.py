"""A period 「期限」: what must last, what must be done, what lapses."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from heng.engines.deadlines.calendar import CALENDAR, Calendar
from heng.engines.deadlines.counting import Count, Due, Suspension

BEIJING = ZoneInfo("Asia/Shanghai")
YEAR_MONTHS = 12


class Kind(StrEnum):
    """What the period demands."""

    MIN = "MIN"  # it must last at least so long
    MAX = "MAX"  # the act must be done within it
    WIN = "WIN"  # a party's right lapses after it
    RATE = "RATE"  # a rate by the day, not a period


class Unit(StrEnum):
    """What is counted; the last three cannot be."""

    CD = "CD"  # 日
    WD = "WD"  # 工作日
    HOUR = "HOUR"  # 小时
    MONTH = "MONTH"  # 月
    YEAR = "YEAR"  # 年
    SPOT = "SPOT"  # 当场
    PUBLICITY = "PUBLICITY"  # 公示期内
    PERCENT = "PERCENT"  # 每日百分之


class Direction(StrEnum):
    """From an event on, or back from an event that is still to come."""

    FORWARD = "forward"
    BACKWARD = "backward"


UNIT_WORDS = {Unit.CD: "日", Unit.WD: "个工作日", Unit.HOUR: "小时", Unit.MONTH: "个月", Unit.YEAR: "年"}
DATED = (Unit.CD, Unit.WD, Unit.MONTH, Unit.YEAR)
FIXED_WORDS = {Unit.SPOT: "当场", Unit.PUBLICITY: "公示期内"}


class UncountableError(ValueError):
    """The period has no last day: it is a rate, on the spot, in hours, or inside another period."""


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time that an article sets; rows of `periods.csv` also tell what it is for.

    `rolls`: a last day that is a rest day moves to the first working day after (民法典 第二百零三条); backward counting
    never rolls. `also` is the second number some articles know, with `also_for` saying when.
    """

    kind: Kind
    limit: int
    unit: Unit
    law: str
    direction: Direction = Direction.FORWARD
    rolls: bool = True
    id: str = ""
    regime: str = ""
    event: str = ""
    from_event: str = ""
    certainty: str = ""
    effective_from: date | None = None
    effective_to: date | None = None
    source: str = ""
    note: str = ""
    also: int | None = None
    also_for: str = ""

    def __post_init__(self) -> None:
        if self.unit in UNIT_WORDS and self.limit < 1:
            raise ValueError(f"期限须为正数，不能是{self.limit}")

    @property
    def is_dated(self) -> bool:
        """Tell whether it has a last day."""
        return self.kind is not Kind.RATE and self.unit in DATED

    @property
    def wording(self) -> str:
        """The length as people say it, 如“3个工作日内”“不少于20日”“15日前”."""
        if self.kind is Kind.RATE:
            return f"每日{self.limit}%"
        if self.unit in FIXED_WORDS:
            return FIXED_WORDS[self.unit]
        length = f"{self.limit}{UNIT_WORDS[self.unit]}"
        if self.direction is Direction.BACKWARD:
            return f"{length}前"
        return f"不少于{length}" if self.kind is Kind.MIN else f"{length}内"

    def due(self, start: date, calendar: Calendar = CALENDAR, suspended: Sequence[Suspension] = ()) -> Due:
        """Find the last day, whether it is provisional, and why each day counts.

        Forward: the last day of the period that the event at `start` opens. Backward: the last day on which something
        is still done the full period before the event at `start`; its own day is not counted.

        Raises:
            UncountableError: the period has no last day.
        """
        return self._count(start).due(_day(start), calendar, suspended)

    def last_day(self, start: date, calendar: Calendar = CALENDAR, suspended: Sequence[Suspension] = ()) -> date:
        """Find the last day; see `due`, which also knows whether it is provisional."""
        return self.due(start, calendar, suspended).day

    def last_moment(self, start: datetime) -> datetime:
        """Find the end of a period in hours, counted from the moment itself (民法典 第二百零一条).

        Raises:
            UncountableError: the period is not in hours.
        """
        if self.unit is not Unit.HOUR:
            raise UncountableError(f"“{self.wording}”不以小时计，请按日期计算")
        return start + timedelta(hours=self.limit)

    def if_served(self, at: datetime, calendar: Calendar = CALENDAR, cutoff: time | None = None) -> Due:
        """Say when the period would end if the document were served at this moment."""
        return self.due(counted_from(at, cutoff), calendar)

    def is_kept(
        self, start: date, act: date, calendar: Calendar = CALENDAR, suspended: Sequence[Suspension] = ()
    ) -> bool:
        """Tell whether an act on that day kept the period; for MIN: whether it lasted long enough."""
        last = self.last_day(start, calendar, suspended)
        if self.kind is Kind.MIN and self.direction is Direction.FORWARD:
            return _day(act) >= last
        return _day(act) <= last

    def other(self) -> "Period":
        """The same period with its second number.

        Raises:
            ValueError: the article knows only one.
        """
        if self.also is None:
            raise ValueError(f"{self.law}只有一个期限")
        return replace(self, limit=self.also, also=None, also_for="")

    def _count(self, start: date) -> Count:
        if not self.is_dated:
            raise UncountableError(f"“{self.wording}”没有可按日计算的末日（{self.law}）")
        backward = self.direction is Direction.BACKWARD
        span = self.limit
        if self.unit in (Unit.MONTH, Unit.YEAR):
            number = self.limit * (YEAR_MONTHS if self.unit is Unit.YEAR else 1)
            span = abs((_months_on(_day(start), -number if backward else number) - _day(start)).days)
        return Count(span, self.unit is Unit.WD, backward, self.rolls and not backward)


def calendar_days(limit: int, law: str, *, kind: Kind = Kind.MAX, before: bool = False, rolls: bool = True) -> Period:
    """A period in days 「日」; `before` counts back from the event."""
    return Period(kind, limit, Unit.CD, law, Direction.BACKWARD if before else Direction.FORWARD, rolls)


def working_days(limit: int, law: str, *, kind: Kind = Kind.MAX, before: bool = False) -> Period:
    """A period in working days 「工作日」; `before` counts back from the event."""
    return Period(kind, limit, Unit.WD, law, Direction.BACKWARD if before else Direction.FORWARD)


def months(limit: int, law: str, *, kind: Kind = Kind.MAX) -> Period:
    """A period in months 「月」: to the same day, or the last, of the month it ends in (民法典 第二百零二条)."""
    return Period(kind, limit, Unit.MONTH, law)


def years(limit: int, law: str, *, kind: Kind = Kind.MAX) -> Period:
    """A period in years 「年」; 29 February ends on 28 February."""
    return Period(kind, limit, Unit.YEAR, law)


def hours(limit: int, law: str, *, kind: Kind = Kind.MAX) -> Period:
    """A period in hours 「小时」; it has a last moment, not a last day."""
    return Period(kind, limit, Unit.HOUR, law)


def counted_from(moment: datetime, cutoff: time | None = None) -> date:
    """Name the day on which something came in, in Beijing; after office hours `cutoff` it is the next day.

    A moment without a time zone is taken as Beijing time.
    """
    local = moment.astimezone(BEIJING) if moment.tzinfo else moment
    late = cutoff is not None and local.time() > cutoff
    return local.date() + timedelta(days=1 if late else 0)


def _months_on(start: date, number: int) -> date:
    year, month = divmod(start.year * YEAR_MONTHS + start.month - 1 + number, YEAR_MONTHS)
    try:
        last = monthrange(year, month + 1)[1]
        return date(year, month + 1, min(start.day, last))
    except (ValueError, OverflowError) as error:
        raise ValueError("期限超出可计算的日期范围，请核对起算日期") from error


def _day(moment: date) -> date:
    """A date-time is a date here: a period in days knows no hours."""
    return moment.date() if isinstance(moment, datetime) else moment
