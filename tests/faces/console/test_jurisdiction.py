"""Before a project is registered, 王芳 asks whose it would be, and whether it must enter at all."""

import pytest
from django.urls import reverse

from heng.ledger.models import Entry
from tests.support.cast import CITY, HOUSING

WORKS = {
    "trade_class": "A01",
    "region": CITY,
    "budget": "5000000",
    "fund_source": "财政资金",
    "section_classes": ["A08"],
}


@pytest.fixture
def ask(as_one):
    def get(**facts):
        return as_one("officer").get(reverse("console:whose"), facts)

    return get


@pytest.mark.clause("2.1")
def test_houses_are_housings_and_the_page_says_by_which_rule(ask):
    page = ask(**WORKS)
    assert page.context["resolution"].authority == HOUSING
    assert page.context["entry"].required is True
    text = page.content.decode()
    assert "演示市住房和城乡建设局" in text
    assert "招标投标法实施条例 第四条" in text
    assert "国家发展改革委令第16号" in text
    assert not Entry.objects.exists()


def test_below_the_line_it_is_voluntary_and_needs_an_application(ask):
    page = ask(**WORKS | {"budget": "1000000"})
    assert page.context["entry"].required is False
    assert page.context["resolution"].authority is None
    assert "请向所属行业行政主管部门提出申请" in page.content.decode()


def test_without_a_budget_nothing_is_guessed(ask):
    page = ask(**WORKS | {"budget": ""})
    assert page.context["entry"].required is None
    assert "未填报预算金额" in page.content.decode()


def test_a_department_that_is_not_there_is_not_invented(ask):
    page = ask(**WORKS | {"trade_class": "A03"})
    assert page.context["resolution"].authority is None
    assert "监督部门未落实" in page.content.decode()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"trade_class": "Q77"}, "请更正以下内容"),
        ({"trade_class": "A"}, "请更正以下内容"),
        ({"region": "990000"}, "请更正以下内容"),
        ({"budget": "-1"}, "请更正以下内容"),
        ({"budget": "五百万"}, "请更正以下内容"),
        ({"registered_on": "2999-01-01"}, "登记日期不能晚于今天"),
    ],
)
def test_what_cannot_be_is_told_and_what_was_entered_stays(ask, wrong, told):
    page = ask(**WORKS | wrong)
    text = page.content.decode()
    assert page.status_code == 200
    assert told in text
    assert "财政资金" in text


@pytest.mark.clause("2.1")
def test_the_division_of_duties_names_departments_as_they_are_called_here(as_one):
    client = as_one("officer")
    lines = client.get(reverse("console:jurisdiction"), {"q": "a01"}).context["lines"]
    assert {line.row.id: line.departments for line in lines}["ENG-A01"] == ("演示市住房和城乡建设局",)
    assert "没有符合条件的分工" in client.get(reverse("console:jurisdiction"), {"q": "无此"}).content.decode()


@pytest.mark.clause("1.2")
def test_the_catalogue_is_shown_as_it_stood_on_a_day(as_one):
    client = as_one("officer")
    address = reverse("console:catalogue")
    now, before = (client.get(address, {"on": day}).context["lines"] for day in ("", "2018-01-01"))
    assert "EN1" in {line.row.id for line in now}
    assert "EN1" not in {line.row.id for line in before}
    only = client.get(address, {"regime": "PROC"}).context["lines"]
    assert {line.row.regime for line in only} == {"PROC"}


@pytest.mark.parametrize("page", ["catalogue", "jurisdiction", "periods"])
def test_a_day_that_is_none_is_told_and_today_is_shown(as_one, page):
    answer = as_one("officer").get(reverse(f"console:{page}"), {"on": "昨天"})
    assert answer.status_code == 200
    assert "field-error" in answer.content.decode()
