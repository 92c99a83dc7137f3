"""Days on which an office works 「工作日」, for a play whose people keep office hours."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from heng.engines.deadlines import CALENDAR

CHINA = ZoneInfo("Asia/Shanghai")
NINE = 9
DAY = timedelta(days=1)


def on_or_after(day: date) -> date:
    """Return the first working day that is not before this day."""
    while not CALENDAR.is_working(day):
        day += DAY
    return day


def on_or_before(day: date) -> date:
    """Return the last working day that is not after this day."""
    while not CALENDAR.is_working(day):
        day -= DAY
    return day


def moment(day: date, hour: int = NINE, minute: int = 0) -> datetime:
    """Return an hour of a day in Beijing time."""
    return datetime.combine(day, time(hour, minute), CHINA)
