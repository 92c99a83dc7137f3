"""The calendar agrees with what was announced, and says when nothing was."""

from datetime import date, timedelta
from itertools import pairwise

import chinese_calendar
import pytest

from heng.engines.deadlines import CALENDAR, Announcement, Calendar, CalendarError, Holiday
from heng.engines.deadlines import calendar as room

# The notice 国办发明电〔2005〕35号 makes Saturday 2005-12-31 a working day; the other list left it out.
KNOWN_GAPS = {date(2005, 12, 31)}
WORKED_WEEKENDS_2026 = ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")
FREE_WEEKDAYS_2026 = (
    *("01-01", "01-02", "02-16", "02-17", "02-18", "02-19", "02-20", "02-23", "04-06", "05-01", "05-04", "05-05"),
    *("06-19", "09-25", "10-01", "10-02", "10-05", "10-06", "10-07"),
)


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def test_every_day_since_2004_agrees_with_the_other_list():
    ours = {day for day in days(date(2004, 1, 1), date(2026, 12, 31)) if CALENDAR.is_working(day)}
    theirs = {day for day in days(date(2004, 1, 1), date(2026, 12, 31)) if chinese_calendar.is_workday(day)}
    assert ours ^ theirs == KNOWN_GAPS


def test_2026_is_as_announced():
    year = days(date(2026, 1, 1), date(2026, 12, 31))
    worked = [f"{day:%m-%d}" for day in year if day.weekday() >= 5 and CALENDAR.is_working(day)]
    free = [f"{day:%m-%d}" for day in year if day.weekday() < 5 and not CALENDAR.is_working(day)]
    assert (tuple(worked), tuple(free)) == (WORKED_WEEKENDS_2026, FREE_WEEKDAYS_2026)


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_year_of_the_new_regulation_has_248_working_days(year):
    assert sum(CALENDAR.is_working(day) for day in days(date(year, 1, 1), date(year, 12, 31))) == 248


def test_every_year_from_2004_to_2026_is_announced_and_no_other():
    assert [year for year in range(1990, 2050) if CALENDAR.is_announced(year)] == list(range(2004, 2027))
    assert not CALENDAR.is_provisional(2026)
    assert CALENDAR.is_provisional(2027)


def test_a_day_says_why_with_its_notice():
    assert CALENDAR.why(date(2026, 10, 1)) == "国庆节放假（国办发明电〔2025〕7号）"
    assert CALENDAR.why(date(2026, 10, 10)) == "周六，国庆节调休上班（国办发明电〔2025〕7号）"
    assert CALENDAR.why(date(2026, 10, 17)) == "周六休息日"
    assert CALENDAR.why(date(2026, 10, 19)) == "周一工作日"


def test_a_year_without_a_notice_is_guessed_and_says_so():
    new_year, spring_eve, ordinary = date(2027, 1, 1), date(2027, 2, 5), date(2027, 3, 10)
    assert not CALENDAR.is_working(new_year)
    assert not CALENDAR.is_working(spring_eve)
    assert CALENDAR.is_working(ordinary)
    for day in (new_year, spring_eve, ordinary):
        assert CALENDAR.doubt(day) == "2027年放假安排尚未公布，按周末和法定节日暂计"


def test_a_far_year_keeps_the_feasts_of_the_sun():
    assert not CALENDAR.is_working(date(2040, 10, 1))
    assert CALENDAR.why(date(2040, 10, 1)) == "国庆节放假（全国年节及纪念日放假办法）"
    assert CALENDAR.is_working(date(2040, 10, 9))


def test_a_year_before_the_list_is_not_certain_either():
    assert CALENDAR.is_provisional(date(1999, 6, 1))
    assert CALENDAR.doubt(date(1999, 6, 1)).startswith("未收录1999年放假安排")


def test_the_last_week_of_december_waits_for_the_next_notice():
    assert CALENDAR.doubt(date(2026, 12, 24)) == ""
    assert CALENDAR.doubt(date(2026, 12, 28)) == "2027年放假安排尚未公布，可能调整2026年末的工作日"
    assert not CALENDAR.is_provisional(date(2025, 12, 31))


def test_a_year_becomes_announced_by_adding_rows():
    notice = Announcement(2027, "国办发明电〔示例〕1号", "示例通知", date(2026, 11, 10))
    calendar = Calendar([Holiday(date(2027, 1, 4), "rest", "元旦", notice.notice)], [notice])
    assert not calendar.is_provisional(2027)
    assert not calendar.is_working(date(2027, 1, 4))
    assert calendar.is_working(date(2027, 1, 1))  # nothing is guessed once the year is announced


def test_an_amendment_alone_announces_nothing():
    assert Calendar([], [Announcement(2027, "补", "补充通知", amends=True)]).is_provisional(2027)


def test_a_day_that_stands_twice_is_refused():
    row = Holiday(date(2026, 1, 1), "rest", "元旦", "甲")
    with pytest.raises(CalendarError, match="2026-01-01 stands twice"):
        Calendar([row, row], [Announcement(2026, "甲", "甲")])


def test_a_day_whose_notice_is_not_listed_is_refused():
    with pytest.raises(CalendarError, match="years does not list"):
        Calendar([Holiday(date(2026, 1, 1), "rest", "元旦", "乙")], [Announcement(2026, "甲", "甲")])


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"kind": "holiday"}, "kind is 'holiday'"),
        ({"day": "2026-02-30"}, "day is out of range"),
        ({"notice": ""}, "needs a name and a notice"),
    ],
)
def test_a_bad_row_is_named(row, told):
    good = {"day": "2026-01-01", "kind": "rest", "name": "元旦", "notice": "甲", "certainty": "V"}
    with pytest.raises(ValueError, match=told):
        room._holiday(good | row)


def test_a_bad_file_is_named_by_line():
    with pytest.raises(CalendarError, match=r"years\.csv line 2"):
        room._rows("years.csv", room._holiday)


def test_the_file_stands_in_order_and_every_row_is_marked():
    rows = room._rows("holidays.csv", room._holiday)
    assert all(one.day < two.day for one, two in pairwise(rows))
    assert {row.certainty for row in rows} <= {"V", "M-high", "M-mid"}
    assert all(row.kind == "rest" or row.day.weekday() >= 5 for row in rows)
