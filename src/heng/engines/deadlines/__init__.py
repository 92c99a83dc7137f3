"""Statutory periods 「法定期限」: counted over a dated calendar, explained day by day.

依据: 民法典 第二百零一条至第二百零三条; the articles stand beside each period in `data/periods.csv`.

The start day does not count; a last day that is a rest day moves to the first day after the rest; days of a suspension
do not count. Whatever depends on a year whose holidays are not announced says that it is provisional.
"""

from heng.engines.deadlines.calendar import CALENDAR, Announcement, Calendar, CalendarError, Holiday
from heng.engines.deadlines.counting import Due, Suspension
from heng.engines.deadlines.explanation import Day
from heng.engines.deadlines.measure import (
    Direction,
    Kind,
    Period,
    UncountableError,
    Unit,
    calendar_days,
    counted_from,
    hours,
    months,
    working_days,
    years,
)
from heng.engines.deadlines.statutes import period, periods, statute

__all__ = [
    "CALENDAR",
    "Announcement",
    "Calendar",
    "CalendarError",
    "Day",
    "Direction",
    "Due",
    "Holiday",
    "Kind",
    "Period",
    "Suspension",
    "UncountableError",
    "Unit",
    "calendar_days",
    "counted_from",
    "hours",
    "months",
    "period",
    "periods",
    "statute",
    "working_days",
    "years",
]
