"""Periods end when the law says, and can tell why."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heng.engines.deadlines import (
    CALENDAR,
    Kind,
    Period,
    Suspension,
    UncountableError,
    calendar_days,
    counted_from,
    hours,
    months,
    working_days,
    years,
)

LAW = "条例 第六十一条"
DAYS = st.dates(date(2005, 1, 1), date(2028, 12, 31))
LIMITS = st.integers(1, 60)
PERIODS = st.builds(lambda make, limit: make(limit, LAW), st.sampled_from((calendar_days, working_days)), LIMITS)


@st.composite
def suspensions(draw: st.DrawFn, start: date) -> list[Suspension]:
    found = []
    for _ in range(draw(st.integers(0, 2))):
        first = start + timedelta(days=draw(st.integers(0, 40)))
        found.append(Suspension(first, first + timedelta(days=draw(st.integers(0, 20))), "检验检测"))
    return found


@pytest.mark.parametrize(
    ("start", "limit", "end"),
    [
        ("2026-01-01", 3, "2026-01-06"),
        ("2026-02-12", 3, "2026-02-24"),
        ("2026-09-28", 7, "2026-10-13"),
        ("2025-09-30", 30, "2025-11-18"),
        ("2024-04-30", 5, "2024-05-10"),
    ],
)
def test_working_days_end_as_published(start, limit, end):
    due = working_days(limit, LAW).due(date.fromisoformat(start))
    assert (due.day, due.provisional, due.reason) == (date.fromisoformat(end), False, "")


def test_the_day_of_the_event_does_not_count():
    assert calendar_days(3, LAW).last_day(date(2026, 3, 2)) == date(2026, 3, 5)


def test_a_last_day_in_the_holidays_moves_to_the_first_day_after():
    assert calendar_days(5, LAW).last_day(date(2026, 9, 28)) == date(2026, 10, 8)


def test_a_worked_saturday_does_not_move_the_last_day():
    assert calendar_days(3, LAW).last_day(date(2026, 2, 11)) == date(2026, 2, 14)


def test_a_publicity_period_that_need_not_end_on_a_working_day_stays():
    kept = calendar_days(5, LAW, kind=Kind.MIN, rolls=False)
    assert kept.last_day(date(2026, 9, 28)) == date(2026, 10, 3)


def test_fifteen_days_before_the_opening_is_fifteen_days_before():
    clarified = calendar_days(15, LAW, kind=Kind.MIN, before=True)
    opening = date(2026, 10, 20)
    assert clarified.last_day(opening) == date(2026, 10, 5)  # a holiday, and it stays
    assert clarified.is_kept(opening, date(2026, 10, 5))
    assert not clarified.is_kept(opening, date(2026, 10, 6))


def test_seven_working_days_before_a_hearing_jump_over_the_holidays():
    notice = working_days(7, LAW, kind=Kind.MIN, before=True)
    assert notice.last_day(date(2026, 10, 13)) == date(2026, 9, 28)


def test_six_months_end_on_the_same_day_or_the_last_of_the_month():
    assert months(6, LAW).last_day(date(2025, 10, 15)) == date(2026, 4, 15)
    assert months(6, LAW).last_day(date(2025, 8, 31)) == date(2026, 2, 28)
    assert months(1, LAW).last_day(date(2026, 1, 31)) == date(2026, 2, 28)


def test_years_run_over_leap_days():
    assert years(2, LAW).last_day(date(2024, 2, 29)) == date(2026, 2, 28)
    assert years(1, LAW).last_day(date(2023, 5, 2)) == date(2024, 5, 6)  # 2 to 5 May 2024 are holidays


def test_hours_run_from_the_moment():
    handed_over = hours(24, LAW)
    assert handed_over.last_moment(datetime(2026, 10, 1, 9, 30, tzinfo=UTC)) == datetime(2026, 10, 2, 9, 30, tzinfo=UTC)
    with pytest.raises(UncountableError, match="没有可按日计算的末日"):
        handed_over.last_day(date(2026, 10, 1))
    with pytest.raises(UncountableError, match="不以小时计"):
        calendar_days(3, LAW).last_moment(datetime(2026, 10, 1, tzinfo=UTC))


def test_a_period_of_no_days_is_refused():
    with pytest.raises(ValueError, match="期限须为正数"):
        working_days(0, LAW)


def test_a_day_beyond_the_calendar_is_refused_in_words():
    for period in (calendar_days(30, LAW), working_days(30, LAW), months(6, LAW)):
        with pytest.raises(ValueError, match="超出可计算的日期范围"):
            period.last_day(date(9999, 12, 25))


def test_a_suspension_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="早于起日"):
        Suspension(date(2026, 3, 5), date(2026, 3, 4))


def test_the_days_at_the_laboratory_do_not_count():
    at_laboratory = Suspension(date(2026, 3, 4), date(2026, 3, 10), "检验检测")
    due = working_days(3, LAW).due(date(2026, 3, 2), suspended=[at_laboratory])
    assert due.day == date(2026, 3, 12)
    assert [day.why for day in due.explain() if day.day == date(2026, 3, 7)] == ["中止期间（检验检测）"]


def test_a_suspension_without_a_cause_is_still_told():
    due = calendar_days(1, LAW).due(date(2026, 3, 2), suspended=[Suspension(date(2026, 3, 3), date(2026, 3, 3))])
    assert due.explain()[1].why == "中止期间"


def test_an_end_that_moves_does_not_come_to_rest_in_a_suspension():
    monday_off = Suspension(date(2026, 3, 9), date(2026, 3, 9), "专家评审")
    assert calendar_days(5, LAW).last_day(date(2026, 3, 2), suspended=[monday_off]) == date(2026, 3, 10)


def test_months_are_longer_by_the_days_that_did_not_count():
    stopped = Suspension(date(2026, 3, 1), date(2026, 3, 10), "鉴定")
    assert months(1, LAW).last_day(date(2026, 2, 24), suspended=[stopped]) == date(2026, 4, 3)


def test_the_explanation_reads_like_a_page_of_the_calendar():
    told = [(day.day.day, day.number, day.why) for day in calendar_days(3, LAW).due(date(2026, 10, 1)).explain()]
    holiday = "国庆节放假（国办发明电〔2025〕7号）"
    assert told == [
        (1, None, "期间开始当日不计入"),
        (2, 1, f"{holiday}，按日连续计算"),
        (3, 2, f"{holiday}，按日连续计算"),
        (4, 3, f"{holiday}，末日为休息日，顺延"),
        (5, None, f"{holiday}，顺延"),
        (6, None, f"{holiday}，顺延"),
        (7, None, f"{holiday}，顺延"),
        (8, None, "周四工作日，顺延后的期间末日"),
    ]


def test_working_days_say_why_a_saturday_was_worked():
    due = working_days(2, LAW).due(date(2026, 10, 9))
    saturday, sunday = due.explain()[1:3]
    assert (saturday.counted, saturday.why) == (True, "周六，国庆节调休上班（国办发明电〔2025〕7号）")
    assert (sunday.counted, sunday.why) == (False, "周日休息日")


def test_a_due_date_in_a_year_without_a_notice_says_so():
    due = working_days(30, LAW).due(date(2027, 1, 11))
    assert due.provisional
    assert due.reason == "2027年放假安排尚未公布，按周末和法定节日暂计"
    assert all("尚未公布" in day.why for day in due.explain()[1:])


def test_calendar_days_that_merely_end_before_the_unknown_are_certain():
    assert not calendar_days(10, LAW).due(date(2026, 12, 14)).provisional
    assert calendar_days(10, LAW).due(date(2026, 12, 28)).provisional


def test_the_second_notice_makes_it_certain():
    due = calendar_days(5, LAW).due(date(2025, 12, 29))  # ends in the new year's holidays of 2026
    assert (due.day, due.provisional) == (date(2026, 1, 4), False)


def test_a_filing_after_office_hours_counts_as_the_next_day():
    assert counted_from(datetime(2026, 3, 2, 16, 0), cutoff=time(16)) == date(2026, 3, 2)  # noqa: DTZ001 - Beijing
    assert counted_from(datetime(2026, 3, 2, 16, 1), cutoff=time(16)) == date(2026, 3, 3)  # noqa: DTZ001 - Beijing
    assert counted_from(datetime(2026, 3, 2, 23, 59)) == date(2026, 3, 2)  # noqa: DTZ001 - Beijing


def test_a_moment_elsewhere_is_read_in_beijing():
    assert counted_from(datetime(2026, 3, 1, 17, 0, tzinfo=UTC)) == date(2026, 3, 2)
    assert counted_from(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), cutoff=time(16)) == date(2026, 3, 3)


def test_it_can_be_asked_when_it_would_end_if_served_now():
    answer = working_days(3, LAW)
    now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # five in the afternoon in Beijing
    assert answer.if_served(now).day == date(2026, 3, 5)
    assert answer.if_served(now, cutoff=time(16)).day == date(2026, 3, 6)


def test_periods_are_named_as_people_name_them():
    assert working_days(3, LAW).wording == "3个工作日内"
    assert calendar_days(20, LAW, kind=Kind.MIN).wording == "不少于20日"
    assert calendar_days(15, LAW, before=True).wording == "15日前"
    assert (months(6, LAW).wording, hours(24, LAW).wording) == ("6个月内", "24小时内")


def test_what_must_last_is_kept_by_lasting_and_what_must_be_done_by_doing():
    start, fifth = date(2026, 3, 2), date(2026, 3, 9)
    sale, decision = working_days(5, LAW, kind=Kind.MIN), working_days(5, LAW)
    assert sale.last_day(start) == decision.last_day(start) == fifth
    before, after = fifth - timedelta(days=1), fifth + timedelta(days=1)
    assert [sale.is_kept(start, day) for day in (before, fifth, after)] == [False, True, True]
    assert [decision.is_kept(start, day) for day in (before, fifth, after)] == [True, True, False]


def test_a_moment_given_for_a_day_is_read_as_its_day():
    assert calendar_days(3, LAW).last_day(datetime(2026, 3, 2, 23, 0, tzinfo=UTC)) == date(2026, 3, 5)


@given(PERIODS, DAYS, DAYS)
def test_who_starts_later_never_ends_earlier(period: Period, one: date, two: date):
    first, second = sorted((one, two))
    assert period.last_day(first) <= period.last_day(second)


@given(PERIODS, DAYS)
def test_it_ends_on_a_working_day_after_the_start(period: Period, start: date):
    last = period.last_day(start)
    assert last > start
    assert CALENDAR.is_working(last)


@given(LIMITS, DAYS)
def test_working_days_there_and_back_lead_home(limit: int, start: date):
    home = start
    while not CALENDAR.is_working(home):
        home += timedelta(days=1)
    there = working_days(limit, LAW).last_day(home)
    assert working_days(limit, LAW, before=True).last_day(there) == home


@given(LIMITS, DAYS)
def test_days_there_and_back_lead_home(limit: int, start: date):
    there = calendar_days(limit, LAW, rolls=False).last_day(start)
    assert (there - start).days == limit
    assert calendar_days(limit, LAW, before=True).last_day(there) == start


@given(st.data(), PERIODS, DAYS)
def test_a_suspension_never_shortens(data: st.DataObject, period: Period, start: date):
    stops = data.draw(suspensions(start))
    assert period.last_day(start, suspended=stops) >= period.last_day(start)


@given(st.data(), PERIODS, DAYS)
def test_the_explanation_counts_the_limit_and_ends_on_the_due_day(data: st.DataObject, period: Period, start: date):
    stops = data.draw(suspensions(start))
    due = period.due(start, suspended=stops)
    told = due.explain()
    assert [day.number for day in told if day.counted] == list(range(1, period.limit + 1))
    assert (told[0].day, told[0].counted, told[-1].day) == (start, False, due.day)
    assert [day.day for day in told] == [start + timedelta(days=number) for number in range(len(told))]
    assert all(day.why for day in told)
    assert not any(day.counted for day in told for stop in stops if stop.first <= day.day <= stop.last)


@given(LIMITS, DAYS)
def test_working_days_are_provisional_exactly_when_they_touch_the_unknown(limit: int, start: date):
    due = working_days(limit, LAW).due(start)
    touched = [start + timedelta(days=number) for number in range(1, (due.day - start).days + 1)]
    assert due.provisional == any(CALENDAR.is_provisional(day) for day in touched)
    assert bool(due.reason) == due.provisional


@given(LIMITS, DAYS)
def test_days_are_provisional_exactly_when_their_end_is_unknown(limit: int, start: date):
    due = calendar_days(limit, LAW).due(start)
    touched = [day.day for day in due.explain()[limit:]]
    assert due.provisional == any(CALENDAR.is_provisional(day) for day in touched)
    assert not calendar_days(limit, LAW, rolls=False).due(start).provisional
