"""王芳 looks a period up, and counts it day by day before she promises a date."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from heng.engines import deadlines
from heng.faces.console import clocks

BEIJING = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def count(as_one):
    """Ask the calculator as 王芳."""

    def ask(number, start, **more):
        return as_one("officer").get(reverse("console:deadline"), {"period": number, "start": start, **more})

    return ask


def test_every_period_of_the_law_stands_there_with_its_article_and_how_sure_it_is(as_one):
    page = as_one("officer").get(reverse("console:periods"))
    rows = page.context["rows"]
    assert {row.period.id for row in rows} == {row.id for row in deadlines.statute()}
    text = page.content.decode()
    assert all(row.period.law in text for row in rows)
    assert {"已核对原文", "待核对原文", "据地方或二手资料"} <= {str(row.certainty.word) for row in rows}
    assert "尚未公布，跨入该年的期限均为暂定" in text


def test_she_narrows_them_by_words_regime_and_day(as_one):
    client = as_one("officer")
    address = reverse("console:periods")
    found = client.get(address, {"q": "投诉", "regime": "PROC"}).context["rows"]
    assert found
    assert {row.period.regime for row in found} == {"PROC"}
    assert "P28" in {row.period.id for row in found}
    early = client.get(address, {"on": "1999-01-01"})
    assert "T19" not in {row.period.id for row in early.context["rows"]}
    assert "没有符合条件的期限" in client.get(address, {"q": "无此事项"}).content.decode()


def test_three_working_days_from_a_thursday_end_on_tuesday_and_say_why(count):
    answer = count("T19", "2026-03-05").context["answer"]
    assert answer.due.day.isoformat() == "2026-03-10"
    assert [(day.day.day, day.counted) for day in answer.head] == [
        (5, False), (6, True), (7, False), (8, False), (9, True), (10, True),
    ]  # fmt: skip
    assert "期间开始当日不计入" in count("T19", "2026-03-05").content.decode()


def test_days_of_a_stop_do_not_count(count):
    stop = {"s1-first": "2026-03-09", "s1-last": "2026-03-13", "s1-cause": "专家评审"}
    page = count("T19", "2026-03-05", **stop)
    assert page.context["answer"].due.day.isoformat() == "2026-03-17"
    assert "中止期间（专家评审）" in page.content.decode()


@pytest.mark.parametrize(
    ("stop", "told"),
    [
        ({"s1-first": "2026-03-09"}, "应同时填写起日和止日"),
        ({"s1-first": "2026-03-09", "s1-last": "2026-03-01"}, "止日不能早于起日"),
        ({"s1-first": "三月九日", "s1-last": "2026-03-01"}, "请更正以下内容"),
    ],
)
def test_a_stop_that_cannot_be_is_told_in_its_place(count, stop, told):
    page = count("T19", "2026-03-05", **stop)
    assert page.status_code == 200
    assert page.context["answer"] is None
    assert told in page.content.decode()


def test_a_period_that_crosses_into_a_year_without_its_notice_is_provisional(count):
    unknown = next(year for year in range(2026, 2100) if not deadlines.CALENDAR.is_announced(year))
    page = count("T20", f"{unknown - 1}-12-20")
    assert page.context["answer"].due.provisional
    assert "本结果为暂定" in page.content.decode()


def test_served_now_counts_from_today_and_after_office_hours_from_tomorrow(count, monkeypatch):
    monkeypatch.setattr(clocks, "localtime", lambda: datetime(2026, 3, 5, 17, 45, tzinfo=BEIJING))
    assert count("T19", "", served="1").context["answer"].start.isoformat() == "2026-03-05"
    assert count("T19", "", served="1", cutoff="17:30").context["answer"].start.isoformat() == "2026-03-06"


def test_hours_end_at_a_moment(count):
    page = count("K02", "2026-03-05", moment="09:30")
    assert page.context["answer"].moment == datetime(2026, 3, 6, 9, 30, tzinfo=BEIJING)
    assert "2026年3月6日 09:30" in page.content.decode()


def test_of_fifteen_years_only_the_ends_are_told_one_by_one(count):
    answer = count("P31", "2026-03-05").context["answer"]
    assert answer.due.day.year == 2041
    assert len(answer.head) + len(answer.tail) + answer.left_out == len(answer.due.ticks)
    assert len(answer.head) == len(answer.tail) == clocks.END_SHOWN


def test_the_other_period_of_an_article_can_be_chosen(count):
    assert count("X09", "2024-03-05").context["answer"].due.day.year == 2026
    assert count("X09", "2024-03-05", other="on").context["answer"].due.day.year == 2029
    assert "只有一个期限" in count("T19", "2026-03-05", other="on").content.decode()


@pytest.mark.parametrize(
    ("number", "start", "told"),
    [
        ("T19", "", "请填写起算事件发生日"),
        ("T19", "1990-01-01", "尚未施行或者已经废止"),
        ("P31", "9990-01-01", "超出可计算的日期范围"),
        ("T99", "2026-03-05", "请更正以下内容"),
        ("X06", "2026-03-05", "请更正以下内容"),
    ],
)
def test_what_cannot_be_counted_is_told_at_the_form(count, number, start, told):
    page = count(number, start)
    assert page.status_code == 200
    assert told in page.content.decode()
    assert page.context["answer"] is None


@pytest.mark.clause("7.5")
def test_how_long_files_are_kept_is_shown_with_its_article_and_how_sure_it_is(as_one):
    page = as_one("officer").get(reverse("console:periods")).content.decode()
    for word in ("文件保存期限", "政府采购文件", "15年", "政府采购法 第四十二条", "本地默认，可调整"):
        assert word in page
