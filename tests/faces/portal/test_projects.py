from datetime import date

import pytest
from django.urls import reverse

from heng.registers.parties.models import Party
from heng.registers.trading.models import Bid, Lot, Notice, Project
from tests.support import world as worlds
from tests.support.cast import HOUSING, OWNER_CODE, WATER

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return worlds.build(date.today())  # noqa: DTZ011  -- as the doors read the day


@pytest.mark.clause("8.5")
def test_a_citizen_finds_a_project_and_its_department(client, world):
    assert "演示道路工程第1号" in client.get(reverse("portal:projects")).content.decode()
    page = client.get(reverse("portal:project", args=[world.words["project"]])).content.decode()
    assert "演示市住房和城乡建设局" in page


def test_what_is_not_let_in_is_not_public(client, world):
    assert "演示道路工程第2号" not in client.get(reverse("portal:projects")).content.decode()
    assert client.get(reverse("portal:project", args=[world.words["outside"]])).status_code == 404


def test_an_officer_reads_here_as_the_public_does(client, world):
    client.force_login(world.accounts["officer"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("portal:project", args=[world.words["outside"]])).status_code in {302, 404}


def test_a_citizen_narrows_the_list_by_stage_class_and_department(client, world):
    for query in ({"stage": "announced"}, {"trade_class": "A"}, {"authority": HOUSING}, {"regime": "ENG"}):
        assert "演示道路工程第1号" in client.get(reverse("portal:projects"), query).content.decode()
    for query in ({"stage": "opened"}, {"trade_class": "D"}, {"authority": WATER}, {"q": "桥梁"}):
        assert "没有找到交易项目" in client.get(reverse("portal:projects"), query).content.decode()


def test_a_misspelt_filter_is_answered_and_narrows_nothing(client, world):
    page = client.get(reverse("portal:projects"), {"stage": "refused", "page": "x"}).content.decode()
    assert "演示道路工程第1号" in page
    assert "演示道路工程第2号" not in page


def test_a_citizen_sees_where_a_project_stands_and_whose_it_is(client, world):
    page = client.get(reverse("portal:project", args=[world.words["project"]])).content.decode()
    assert "（进行中）" in page
    assert reverse("portal:party", args=[OWNER_CODE]) in page
    assert reverse("portal:department", args=[HOUSING]) in page


def test_a_notice_leads_to_the_web_and_nowhere_else(client, world):
    project = Project.objects.get(pk=world.words["project"])
    for number, url in enumerate(("https://example.com/notice", "javascript:alert(1)", "data:text/html,x")):
        Notice.objects.create(project=project, source_key=str(number), kind="tender", title=f"公告{number}", url=url)
    page = client.get(reverse("portal:project", args=[project.pk])).content.decode()
    assert 'href="https://example.com/notice"' in page
    assert "javascript:" not in page
    assert "data:text" not in page


def test_a_project_costs_as_many_queries_with_many_bids_as_with_few(client, world, django_assert_max_num_queries):
    project = Project.objects.get(pk=world.words["project"])
    Project.objects.filter(pk=project.pk).update(stage="opened")
    for lot in range(5):
        there = Lot.objects.create(project=project, source_key=str(lot), name=f"{lot}标段")
        for number in range(5):
            bidder = Party.objects.create(code=f"X{lot}{number}", name=f"演示公司{lot}{number}")
            Bid.objects.create(lot=there, source_key=str(number), bidder=bidder, price=100)
    with django_assert_max_num_queries(25):
        page = client.get(reverse("portal:project", args=[project.pk])).content.decode()
    assert "演示公司44" in page
