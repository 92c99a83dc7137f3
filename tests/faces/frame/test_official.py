"""Numbers, dates and names as officials write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.timezone import localtime
from hypothesis import given
from hypothesis import strategies as st

from heng.faces.frame.templatetags import official


def test_an_amount_is_written_to_the_cent():
    assert official.yuan(Decimal(1234567)) == "1,234,567.00 元"
    assert official.yuan("0.5") == "0.50 元"


def test_ten_thousands_are_exact_to_the_yuan():
    assert official.wan(Decimal(1234567)) == "123.4567 万元"
    assert official.wan(500000) == "50 万元"


def test_foreign_money_says_its_code():
    assert official.yuan(Decimal(1234567), "UAH") == "1,234,567.00 UAH"
    assert official.wan(Decimal(1234567), "UAH") == "123.4567 万 UAH"


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_no_yuan_is_lost_between_the_two_ways_of_writing(amount):
    number = Decimal(official.wan(amount).removesuffix(" 万元").replace(",", ""))
    assert number * 10_000 == amount


@pytest.mark.parametrize("nothing", [None, "", "约一百万", "NaN", "Infinity"])
def test_what_is_no_amount_is_a_dash_and_no_fault(nothing):
    assert official.yuan(nothing) == official.wan(nothing) == "—"


def test_a_day_is_written_without_leading_zeros():
    assert official.day(date(2026, 11, 4)) == "2026年11月4日"
    assert official.day(None) == "—"


def test_a_moment_is_written_in_the_time_of_the_office():
    late_evening_in_london = datetime(2026, 11, 23, 17, 5, tzinfo=UTC)
    assert official.moment(late_evening_in_london) == "2026年11月24日 01:05"
    assert official.day(late_evening_in_london) == "2026年11月24日"
    assert official.moment(localtime(late_evening_in_london)) == "2026年11月24日 01:05"


def test_personal_data_are_masked():
    assert official.masked_id("410500199001011234") == "410***********1234"
    assert official.masked_phone("13812345678") == "138****5678"
    assert official.masked_name("演示甲") == "演**"


def test_what_is_too_short_to_mask_is_hidden_wholly():
    assert official.masked_id("123") == "***"
    assert official.masked_name("") == "—"
