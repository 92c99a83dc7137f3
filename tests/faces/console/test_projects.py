import re
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from heng.registers.parties.models import Party
from heng.registers.trading.models import Project

pytestmark = pytest.mark.django_db
LIST = "console:projects"
BEIJING = ZoneInfo("Asia/Shanghai")


def listed(client, **asked):
    return [row.project.name for row in client.get(reverse(LIST), asked).context["rows"]]


def test_wang_fang_finds_a_project_and_opens_it(as_one, world):
    client = as_one("officer")
    assert "演示道路工程第1号" in client.get(reverse(LIST)).content.decode()
    page = client.get(reverse("console:project", args=[world.words["project"]])).content.decode()
    assert "演示市住房和城乡建设局" in page


def test_a_project_that_is_nobodys_business_is_not_found(as_one, world):
    assert as_one("officer").get(reverse("console:project", args=[10**6])).status_code == 404


@pytest.mark.clause("8.6")
def test_the_gate_says_why_a_project_stays_outside(as_one, world):
    assert "尚未落实监督部门" in as_one("coordinator").get(reverse("console:gate")).content.decode()


def test_a_misspelt_filter_is_answered_at_its_field(as_one, world):
    page = as_one("officer").get(reverse(LIST), {"registered_from": "昨天"})
    assert page.status_code == 200
    assert "真实存在的日期" in page.content.decode()


@pytest.mark.parametrize("asked", ["", "nonsense", "budget", "-budget", "stage", "-stage", "ref", "name", "opens"])
def test_the_list_can_be_sorted_by_whatever_an_address_says(as_one, world, asked):
    assert as_one("officer").get(reverse(LIST), {"sort": asked}).status_code == 200


def test_a_project_without_a_budget_stands_last_either_way(as_one, world):
    one = Project.objects.get(pk=world.words["project"])
    for number, budget in enumerate([Decimal(5), Decimal(7)]):
        one.pk, one.source_key, one.name, one.budget = None, f"b{number}", f"预算{budget}", budget
        one.save(force_insert=True)
    client = as_one("watcher")
    assert listed(client, sort="budget")[:2] == ["预算5", "预算7"]
    assert listed(client, sort="-budget")[:2] == ["预算7", "预算5"]


def test_a_head_of_a_column_turns_the_order_and_keeps_the_filter(as_one, world):
    page = as_one("officer").get(reverse(LIST), {"stage": "announced", "sort": "budget", "page": "1"}).content.decode()
    [head] = re.findall(r'<th scope="col" class="cell-number" aria-sort="ascending">.*?</th>', page)
    assert "预算" in head
    assert re.search(r'href="\?stage=announced&amp;sort=-budget"', head)


def test_projects_are_found_by_department_class_and_opening_day(as_one, world):
    Project.objects.filter(pk=world.words["project"]).update(opens_at=datetime(2026, 3, 2, 9, tzinfo=BEIJING))
    client = as_one("watcher")
    assert listed(client, opens_from=date(2026, 3, 2), opens_to=date(2026, 3, 2)) == ["演示道路工程第1号"]
    assert listed(client, opens_from=date(2026, 3, 3)) == []
    assert listed(client, opens_to=date(2026, 3, 1)) == []
    assert listed(client, opens_from=date.min, opens_to=date.max) == ["演示道路工程第1号"]
    assert listed(client, authority="410500-ZJ") == ["演示道路工程第1号"]
    assert listed(client, authority="410500-SL") == []
    assert len(listed(client, trade_class="A")) == 2
    assert listed(client, trade_class="D") == []


def test_the_list_asks_as_often_for_many_projects_as_for_few(as_one, world, django_assert_max_num_queries):
    client, one = as_one("officer"), Project.objects.get(pk=world.words["project"])
    address = reverse(LIST)
    client.get(address)
    for number in range(15):
        one.pk, one.source_key = None, f"more-{number}"
        one.save(force_insert=True)
    with django_assert_max_num_queries(10):
        client.get(address)
    with django_assert_max_num_queries(8):
        client.get(reverse("console:gate"))


@pytest.mark.parametrize("typed", ["TP{:06d}", "tp{}", " TP{:06d} "])
def test_wang_fang_types_the_number_of_a_project(as_one, world, typed):
    number = int(world.words["project"])
    assert listed(as_one("officer"), q=typed.format(number)) == ["演示道路工程第1号"]


def test_a_number_that_no_project_has_finds_nothing(as_one):
    for typed in ("TP999999", "TP" + "9" * 40, "TP"):
        assert listed(as_one("officer"), q=typed) == []


def test_a_project_is_found_by_the_credit_code_of_its_owner(as_one, world):
    Party.objects.filter(owned_projects=world.words["project"]).update(code="91410500MA3X000212")
    assert listed(as_one("watcher"), q="91410500ma3x000212") == ["演示道路工程第2号", "演示道路工程第1号"]


def test_the_queue_at_the_gate_is_narrowed_by_state_and_name_and_sorted_either_way(as_one, world):
    client, address = as_one("centre"), reverse("console:gate")
    first = Project.objects.get(pk=world.words["outside"])
    Project.objects.filter(pk=first.pk).update(stage="refused")
    first.pk, first.source_key, first.name, first.stage = None, "newer", "演示后来的工程", "applied"
    first.registered_on = world.today
    first.save(force_insert=True)

    def found(**asked):
        return [row.project.name for row in client.get(address, asked).context["rows"]]

    assert found() == found(sort="registered") == found(sort="nonsense")
    assert found(sort="-registered") == found()[::-1]
    assert "演示后来的工程" not in found(stage="refused")
    assert "演示后来的工程" in found(stage="applied")
    assert found(q=first.ref) == ["演示后来的工程"]
    assert found(q="查无此名") == []
