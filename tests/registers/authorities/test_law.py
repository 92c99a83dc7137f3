"""The law as data: every row says by which document, since when, and how sure that is."""

from collections import Counter
from datetime import date
from itertools import combinations

import pytest

from heng.engines import codes
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.models import Authority
from heng.registers.authorities.procedure import law, period
from heng.registers.authorities.services.organs import duty_table, organ_table
from tests.registers.conftest import MONDAY

NAMED_IN_THE_NOTICE = {"CZ", "ZJ", "ZR", "JT", "SL", "LY", "NY", "HJ", "WJ", "JY"}
DATED = [*law._catalogue(), *law._jurisdiction(), *law._periods()]


@pytest.mark.clause("1.2")
@pytest.mark.parametrize("row", DATED, ids=lambda row: row.id)
def test_a_row_names_its_document_its_day_and_its_certainty(row):
    assert row.document_number
    assert row.certainty in {"V", "M-high", "M-mid", "M-low", "local default"}
    assert row.source
    assert row.effective_to is None or row.effective_to >= row.effective_from


@pytest.mark.parametrize("row", [*law._catalogue(), *law._jurisdiction()], ids=lambda row: row.id)
def test_a_row_names_its_article_and_a_trade_class_there_is(row):
    assert row.article
    assert not row.trade_class or codes.trade_class(row.trade_class)


def test_no_two_rows_say_different_things_of_the_same_trade_on_the_same_day():
    for one, two in combinations(law._jurisdiction(), 2):
        same = (one.regime, one.trade_class, one.industry, one.level) == (
            two.regime,
            two.trade_class,
            two.industry,
            two.level,
        )
        assert not (same and one.in_force(two.effective_from)), (one.id, two.id)


def test_no_number_is_used_twice():
    for rows in (law._catalogue(), law._jurisdiction(), law._periods()):
        assert max(Counter(row.id for row in rows).values()) == 1


@pytest.mark.clause("2.1")
def test_all_ten_kinds_of_departments_are_there_in_city_and_law():
    kinds = {organ.kind for organ in organ_table() if organ.region == "410500" and organ.role == "supervises"}
    assert kinds >= NAMED_IN_THE_NOTICE
    assert {kind for row in law._jurisdiction() for kind in row.kinds} >= NAMED_IN_THE_NOTICE
    assert {row.organ_kind for row in duty_table()} >= NAMED_IN_THE_NOTICE


def test_the_organs_are_told_apart_by_code_and_name():
    organs = organ_table()
    assert len({organ.code for organ in organs}) == len({organ.name for organ in organs}) == len(organs)
    assert all(organ.code == f"{organ.region}-{organ.kind}" for organ in organs)
    assert all(len(organ.code) <= 20 and len(organ.kind) <= 4 for organ in organs)
    assert {organ.role for organ in organs} == set(Authority.Role)
    assert all(codes.region(organ.region) for organ in organs)


@pytest.mark.clause("3.4")
def test_every_duty_rests_on_an_article_and_lies_with_a_section():
    assert all(row.law and row.section for row in duty_table())


def test_a_period_is_dated():
    assert period("application", on=MONDAY).limit == 5
    with pytest.raises(KeyError, match="application"):
        period("application", on=date(2021, 12, 31))


def test_a_broken_row_is_named_by_file_and_line():
    with pytest.raises(law.LawError, match=r"periods\.csv line 2"):
        law.table("periods.csv", lambda raw: int(raw["title"]))


@pytest.mark.clause("2.1")
@pytest.mark.parametrize(
    ("regime", "trade_class", "day", "article"),
    [
        ("LAND", "B01", date(2015, 5, 4), "国土资源部令第39号"),
        ("LAND", "B01", date(2022, 5, 4), "土地管理法实施条例 第十八条"),
        ("MINE", "B02", date(2022, 5, 4), "2009年修正"),
        ("MINE", "B02", date(2026, 3, 2), "矿产资源法 第十七条"),
    ],
)
def test_a_trade_rests_on_the_law_of_its_day(regime, trade_class, day, article):
    rows = [row for row in law.jurisdiction(on=day) if row.regime == regime and trade_class.startswith(row.trade_class)]
    assert len(rows) == 1
    assert article in f"{rows[0].document_number} {rows[0].article}"


def test_each_document_stands_with_its_own_article():
    road = next(row for row in authorities.catalogue(on=date(2026, 3, 2)) if row.id == "SC4-A03-1")
    assert road.law == "国家发展改革委令第16号 第五条；发改法规规〔2018〕843号 第二条"
