"""Every period of the law is a row with its article, and can be counted or says why not."""

from datetime import UTC, date, datetime

import pytest

from heng.engines.deadlines import Direction, Kind, UncountableError, Unit, period, periods, statute
from heng.engines.deadlines import statutes as room

TODAY = date(2026, 3, 2)
NUMBERS = [
    *(f"T{number:02}" for number in range(1, 22)),
    *(f"P{number:02}" for number in range(1, 33)),
    *(f"X{number:02}" for number in range(1, 12)),
    *(f"C{number:02}" for number in range(1, 6)),
    *(f"K{number:02}" for number in range(1, 7)),
    "R01",
]
CERTAINTIES = {"V", "V*", "M-high", "M-mid", "M-low"}
WITHOUT_A_LAST_DAY = {"T09": Unit.SPOT, "T13": Unit.PUBLICITY, "X06": Unit.PERCENT, "K02": Unit.HOUR, "K03": Unit.HOUR}


def test_every_period_of_the_fact_sheet_is_there():
    assert [row.id for row in statute()] == NUMBERS
    assert list(periods(on=TODAY)) == NUMBERS


@pytest.mark.parametrize("number", NUMBERS)
def test_each_has_its_article_its_certainty_and_its_words(number):
    row = period(number, on=TODAY)
    assert row.law
    assert row.certainty in CERTAINTIES
    assert row.event
    assert row.from_event
    assert row.source
    assert row.effective_from is not None
    assert row.regime == {
        "T": "ENG", "P": "PROC", "X": "PENALTY", "C": "CREDIT", "K": "TRANSFER", "R": "RANDOM",
    }[number[0]]  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
def test_each_can_be_counted_or_says_that_it_cannot(number):
    row = period(number, on=TODAY)
    if number not in WITHOUT_A_LAST_DAY:
        due = row.due(TODAY)
        assert due.day < TODAY if row.direction is Direction.BACKWARD else due.day > TODAY
        return
    assert row.unit is WITHOUT_A_LAST_DAY[number]
    with pytest.raises(UncountableError, match=row.wording):
        row.due(TODAY)


def test_what_is_counted_back_from_an_event():
    assert [row.id for row in statute() if row.direction is Direction.BACKWARD] == [
        "T04",
        "T05",
        "T06",
        "T07",
        "P04",
        "X04",
    ]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("T03", "不少于20日"),
        ("T07", "10日前"),
        ("T09", "当场"),
        ("T13", "公示期内"),
        ("T19", "3个工作日内"),
        ("P23", "15个工作日内"),
        ("P31", "不少于15年"),
        ("X06", "每日3%"),
        ("X11", "6个月内"),
        ("K02", "24小时内"),
    ],
)
def test_the_words_are_those_of_the_law(number, words):
    assert period(number, on=TODAY).wording == words


def test_what_is_transferred_within_a_day_ends_at_the_same_hour():
    approved = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)
    assert period("K02", on=TODAY).last_moment(approved) == datetime(2026, 3, 7, 15, 0, tzinfo=UTC)


def test_some_articles_know_a_second_number():
    assert [row.id for row in statute() if row.also] == ["X09", "C03"]
    limitation = period("X09", on=TODAY)
    assert limitation.other().last_day(date(2026, 3, 2)) == date(2031, 3, 3)  # 2 March 2031 is a Sunday
    assert "生命健康安全" in limitation.also_for
    with pytest.raises(ValueError, match="只有一个期限"):
        period("T19", on=TODAY).other()


def test_a_rule_is_not_applied_before_its_day():
    assert "X10" not in periods(on=date(2023, 12, 31))
    assert "X10" in periods(on=date(2024, 1, 1))
    with pytest.raises(KeyError, match="no period X10 in force on 2023-12-31"):
        period("X10", on=date(2023, 12, 31))


def test_an_unknown_number_is_a_fault():
    with pytest.raises(KeyError):
        period("T99", on=TODAY)


def test_a_complaint_of_2_march_is_decided_within_thirty_working_days():
    assert period("T20", on=TODAY).last_day(TODAY) == date(2026, 4, 14)
    assert period("T20", on=TODAY).kind is Kind.MAX


def test_one_number_may_not_be_in_force_twice():
    row = period("T20", on=TODAY)
    assert room._overlap(row, row)
    assert not room._overlap(row, period("T19", on=TODAY))


@pytest.mark.parametrize(
    ("part", "broken", "told"),
    [
        ("_period", int, r"periods\.csv line 2: .*int"),
        ("_overlap", lambda _one, _two: True, r"periods\.csv line 3: T02 overlaps an earlier row"),
    ],
)
def test_a_bad_row_is_named_by_its_line(monkeypatch, part, broken, told):
    monkeypatch.setattr(room, part, broken)
    statute.cache_clear()
    try:
        with pytest.raises(room.StatuteError, match=told):
            statute()
    finally:
        monkeypatch.undo()
        statute.cache_clear()
