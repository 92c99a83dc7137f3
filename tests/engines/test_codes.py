"""Codes of parties and deals are checked as their standards say, no stricter."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heng.engines import codes
from heng.engines.codes import Level, deal, uscc

USCC_BODIES = st.text(uscc.ALPHABET, min_size=17, max_size=17)
LAWFUL = [
    "91110000600037341L",
    "12410500MB1234562Y",
    "91410500MA3X00010X",
    "1141050000541750XE",
    "91410581772158393P",
    "N2410526MF0000128F",  # a rural collective: its prefix is a letter
]
DEALS = [
    "D01-12410500MB1234567X-20220101-000001-V",
    "A01-12410500MB1234567X-20220101-000001-E",
    "E01-124105004175000000-20240315-000128-B",
    "A07-12410500MB12345602-20240229-000999-P",
    "B01-12410500MB1234567X-20251231-123456-4",
]


def found(check: codes.Check) -> list[str]:
    return [finding.code for finding in check.findings]


@pytest.mark.parametrize("code", LAWFUL)
def test_a_lawful_party_is_recognised(code):
    assert codes.check_uscc(code) == codes.Check(code)
    assert codes.is_uscc(code)


@pytest.mark.parametrize(
    ("typed", "finding", "told"),
    [
        ("12410500MB1234567X", "uscc-check", "按前17位计算应为“E”"),
        ("91110000600037341I", "uscc-alphabet", "不允许的字符“I”"),
        ("9111000060003734", "uscc-length", "应为18位，现为16位"),
        ("", "uscc-length", "现为0位"),
        ("９１１１0000600037341", "uscc-length", "现为17位"),
    ],
)
def test_a_wrong_party_code_is_refused_in_words(typed, finding, told):
    checked = codes.check_uscc(typed)
    assert not checked.ok
    assert found(checked) == [finding]
    assert told in checked.message


def test_a_code_is_kept_in_its_written_form():
    assert codes.check_uscc(" 9111 0000 6000 37341l ").value == "91110000600037341L"
    assert codes.check_uscc("９１１１００００６０００３７３４１Ｌ") == codes.Check("91110000600037341L")


def test_an_old_inner_check_is_told_and_not_held_against_the_party():
    body = "91410500MA3X00011"  # the ninth character of its organisation code should be 0
    checked = codes.check_uscc(body + codes.uscc_check_char(body))
    assert checked.ok
    assert found(checked) == ["uscc-inner"]
    assert checked.findings[0].level is Level.INFO


def test_a_region_that_was_repealed_is_never_a_reason():
    body = "91999999MA3X00010"
    assert codes.is_uscc(body + codes.uscc_check_char(body))


@given(USCC_BODIES)
def test_every_party_code_with_its_check_is_accepted(body: str):
    assert codes.check_uscc(body + codes.uscc_check_char(body)).ok


@given(USCC_BODIES, st.integers(0, 17), st.sampled_from(uscc.ALPHABET))
def test_one_mistyped_character_is_always_seen(body: str, place: int, other: str):
    code = body + codes.uscc_check_char(body)
    typed = code[:place] + other + code[place + 1 :]
    assert codes.is_uscc(typed) == (typed == code)


@given(st.text(max_size=40))
def test_any_text_is_answered(text: str):
    for check in (
        codes.check_uscc,
        codes.check_deal_code,
        codes.check_trade_class,
        codes.check_section_class,
        codes.check_region,
        codes.check_project_code,
        codes.check_tender_code,
        codes.check_lot_code,
        codes.check_investment_code,
    ):
        checked = check(text)
        assert checked.ok == (not checked.errors)
        assert bool(checked.message) == bool(checked.findings)


def test_a_check_over_something_else_is_a_fault():
    with pytest.raises(ValueError, match="not 17 characters"):
        codes.uscc_check_char("123")
    with pytest.raises(ValueError, match="substring not found"):
        codes.uscc_check_char("I" * 17)


@pytest.mark.parametrize("code", DEALS)
def test_the_published_deals_carry_their_check(code):
    checked = codes.check_deal_code(code)
    assert checked.ok
    assert "deal-check" not in found(checked)
    assert codes.deal_check_char(code[:-2]) == code[-1]
    assert str(codes.parse_deal_code(code)) == code


def test_a_deal_that_ends_in_one_by_habit_is_only_a_warning():
    checked = codes.check_deal_code("D01-12410500MB1234562Y-20220101-000001-1")
    assert checked.ok
    assert [finding.code for finding in checked.warnings] == ["deal-check"]
    assert checked.message.startswith("统一交易标识码校验位为“1”，按规则应为")


@pytest.mark.parametrize(
    ("typed", "finding"),
    [
        ("D01-12410500MB1234567X-20220101-00001-V", "deal-length"),
        ("D0112410500MB1234567X20220101000001V", "deal-length"),
        ("D01_12410500MB1234567X_20220101_000001_V", "deal-shape"),
        ("D01-12410500MB1234567X-2022010A-000001-V", "deal-shape"),
        ("001-12410500MB1234567X-20220101-000001-V", "deal-class"),
        ("D01-12410500MB1234567X-20220229-000001-V", "deal-date"),
        ("D01-12410500MB1234567X-00000101-000001-V", "deal-date"),
    ],
)
def test_a_deal_of_another_shape_class_or_day_is_an_error(typed, finding):
    checked = codes.check_deal_code(typed)
    assert finding in [error.code for error in checked.errors]
    with pytest.raises(ValueError, match="统一交易标识码"):
        codes.parse_deal_code(typed)


def test_an_unknown_class_or_platform_in_a_deal_is_a_warning():
    checked = codes.check_deal_code("E01-124105004175000000-20240315-000128-B")
    assert [finding.code for finding in checked.warnings] == ["trade-class-unknown", "deal-platform"]
    assert codes.check_deal_code(codes.build_deal_code("A01", LAWFUL[1], date(2026, 3, 2), 1)).findings == ()


def test_a_deal_is_not_built_from_wrong_parts():
    with pytest.raises(ValueError, match="序号1000000超出六位数字"):
        codes.build_deal_code("A01", LAWFUL[0], date(2026, 3, 2), 1_000_000)
    with pytest.raises(ValueError, match="应为含连字符的40位"):
        codes.build_deal_code("A01", "short", date(2026, 3, 2), 1)
    with pytest.raises(ValueError, match="应为1位字母加2位数字"):
        codes.build_deal_code("AAA", LAWFUL[0], date(2026, 3, 2), 1)


@given(
    st.from_regex(r"[A-Z][0-9]{2}", fullmatch=True),
    st.text(uscc.ALPHABET, min_size=18, max_size=18),
    st.dates(),
    st.integers(0, 999_999),
)
def test_a_built_deal_comes_apart_again(trade_class: str, platform: str, day: date, serial: int):
    built = codes.build_deal_code(trade_class, platform, day, serial)
    parts = codes.parse_deal_code(built)
    assert (parts.trade_class, parts.platform, parts.day, parts.serial) == (trade_class, platform, day, serial)
    remainder = 0
    for char in built.replace("-", ""):
        remainder = (remainder * deal.RADIX + deal.ALPHABET.index(char)) % deal.MODULUS
    assert remainder == 1  # the standard's own way to validate
