"""Numbers of documents: each year from one on, under the mark of one organ, without gaps or doubles."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connections

from heng.engines.procedure import Refusal
from heng.ledger.evidence.documents.models import Document
from heng.ledger.evidence.documents.numbers import last_mark, numbered
from tests.ledger.evidence.conftest import MONDAY


def number(matter: str, mark: str = "演住建监", authority: str = "410500-ZJ", on: date = MONDAY) -> str:
    return numbered(matter, "reply", mark=mark, authority=authority, on=on).number


@pytest.mark.django_db
def test_numbers_follow_each_other_and_begin_anew_with_the_year():
    assert number("SQ000001") == "演住建监〔2026〕1号"
    assert number("SQ000002") == "演住建监〔2026〕2号"
    assert number("SQ000003", on=date(2027, 1, 1)) == "演住建监〔2027〕1号"
    assert last_mark("410500-ZJ") == "演住建监"
    assert last_mark("410500-SL") == ""


@pytest.mark.django_db
def test_who_tries_again_keeps_the_number_even_under_another_mark():
    assert number("SQ000001") == number("SQ000001") == number("SQ000001", mark="演建")
    assert number("SQ000002") == "演住建监〔2026〕2号"


@pytest.mark.django_db
def test_a_mark_belongs_to_one_organ():
    number("SQ000001")
    for day in (MONDAY, date(2027, 1, 1)):
        with pytest.raises(Refusal, match="已由其他机关使用"):
            number("SQ000002", authority="410500-SL", on=day)


@pytest.mark.django_db(transaction=True)
def test_two_who_draw_at_once_get_different_numbers_and_leave_no_gap():
    def draw(matter: int) -> str:
        try:
            return number(f"SQ{matter:06d}")
        finally:
            connections.close_all()

    number("SQ000000")
    with ThreadPoolExecutor(2) as pool:
        drawn = list(pool.map(draw, range(1, 21)))
    assert len(set(drawn)) == 20
    assert sorted(Document.objects.values_list("sequence", flat=True)) == list(range(1, 22))


@pytest.mark.django_db(transaction=True)
def test_two_who_draw_at_once_for_one_matter_share_its_number():
    def draw(_: int) -> str:
        try:
            return number("SQ000001")
        finally:
            connections.close_all()

    number("SQ000000")
    with ThreadPoolExecutor(2) as pool:
        assert set(pool.map(draw, range(8))) == {"演住建监〔2026〕2号"}
    assert Document.objects.count() == 2
