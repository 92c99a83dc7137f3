from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import get_current_timezone

from heng.registers.credit.models import Ban, Record
from heng.registers.parties.models import FormerName, Part, Party
from heng.registers.trading.models import Bid, Lot, Project
from tests.support import world as worlds
from tests.support.cast import OWNER_CODE

pytestmark = pytest.mark.django_db
BIDDER = "91410500MA0B1234X1"


@pytest.fixture
def world():
    return worlds.build(date.today())  # noqa: DTZ011  -- as the doors read the day


@pytest.fixture
def bidder(world):
    party = Party.objects.create(code=BIDDER, name="演示路桥第1号公司", region="410500", search="演示 示路 路桥")
    Part.objects.create(party=party, role="03")
    FormerName.objects.create(party=party, name="演示路桥旧号公司", until=date(2024, 5, 1))
    return party


def ban(party: Party, today: date, **facts: object) -> Ban:
    told = {
        "starts_on": today - timedelta(days=30),
        "ends_on": today + timedelta(days=30),
        "reason": "串通投标",
        "law": "招标投标法 第五十三条",
        "organ": "演示市住房和城乡建设局",
        "known_from": datetime(2026, 1, 1, tzinfo=get_current_timezone()),
    }
    return Ban.objects.create(party=party, **(told | facts))


def record(party: Party, kind: str, title: str, happened_on: date) -> Record:
    known = datetime(2020, 1, 1, tzinfo=get_current_timezone())
    return Record.objects.create(
        party=party, kind=kind, title=title, organ="演示机关", happened_on=happened_on, known_from=known
    )


def text(client, name: str, *args: object, **query: str) -> str:
    return client.get(reverse(f"portal:{name}", args=args), query).content.decode()


@pytest.mark.clause("1.8")
def test_a_citizen_reads_who_a_company_is_and_was(client, bidder):
    page = text(client, "party", BIDDER)
    assert "演示路桥第1号公司" in page
    assert "演示路桥旧号公司" in page
    assert "投标人" in page
    assert BIDDER in page


def test_a_citizen_sees_the_projects_of_an_owner_that_are_in_and_no_others(client, world):
    page = text(client, "party", OWNER_CODE)
    assert "演示道路工程第1号" in page
    assert "演示道路工程第2号" not in page


def test_nobody_learns_from_the_page_of_a_company_where_it_bids_before_the_opening(client, bidder, world):
    project = Project.objects.get(pk=world.words["project"])
    lot = Lot.objects.create(project=project, source_key="1", name="一标段")
    Bid.objects.create(lot=lot, source_key="1", bidder=bidder, price=100)
    assert "演示道路工程第1号" not in text(client, "party", BIDDER)
    Project.objects.filter(pk=project.pk).update(stage="opened")
    page = text(client, "party", BIDDER)
    assert "演示道路工程第1号" in page
    assert "投标人（供应商）" in page


@pytest.mark.clause("6.4")
def test_a_running_ban_is_shown_with_its_article_and_its_days(client, bidder, world):
    ban(bidder, world.today)
    for page in (text(client, "party", BIDDER), text(client, "bans")):
        assert "招标投标法 第五十三条" in page
        assert "各类交易" in page
    assert "禁入期内" in text(client, "party", BIDDER)


@pytest.mark.clause("6.4")
def test_a_ban_that_is_over_stands_in_no_list(client, bidder, world):
    ban(bidder, world.today, ends_on=world.today - timedelta(days=1))
    assert "演示路桥第1号公司" not in text(client, "bans")
    assert "无禁入" in text(client, "party", BIDDER)


def test_a_citizen_looks_for_the_bans_of_procurement(client, bidder, world):
    ban(bidder, world.today, regime="PROC")
    assert "演示路桥第1号公司" in text(client, "bans", regime="PROC")
    assert "演示路桥第1号公司" not in text(client, "bans", regime="ENG")
    assert "演示路桥第1号公司" in text(client, "bans", q="路桥")
    assert "演示路桥第1号公司" not in text(client, "bans", q="水利")
    assert text(client, "bans", regime="nothing of the kind")


def test_a_natural_person_has_no_page_and_stands_in_no_list(client, world):
    person = Party.objects.create(code="ZR01", name="张三丰", kind=Party.Kind.NATURAL)
    ban(person, world.today)
    assert client.get(reverse("portal:party", args=["ZR01"])).status_code == 404
    assert "张三丰" not in text(client, "parties") + text(client, "bans")


def test_a_penalty_is_shown_for_three_years_and_an_honour_for_good(client, bidder, world):
    record(bidder, "penalty", "近期处罚，当事人手机13812345678", world.today - timedelta(days=400))
    record(bidder, "penalty", "旧处罚", world.today - timedelta(days=4 * 365))
    record(bidder, "award", "早年获奖", world.today - timedelta(days=4 * 365))
    page = text(client, "party", BIDDER)
    assert "近期处罚，当事人手机138****5678" in page
    assert "早年获奖" in page
    assert "旧处罚" not in page


def test_an_unknown_company_is_not_found_whatever_the_code_looks_like(client, world):
    for code in ("nobody", "UA-EDR:00123", "a/b/c", "x y"):
        assert client.get(reverse("portal:party", args=[code])).status_code == 404


def test_lists_of_parties_and_bans_cost_as_many_queries_for_many_as_for_few(
    client, world, django_assert_max_num_queries
):
    for number in range(25):
        party = Party.objects.create(code=f"9141050{number:011d}", name=f"演示公司第{number}号")
        Part.objects.create(party=party, role="03")
        ban(party, world.today)
    with django_assert_max_num_queries(4):
        client.get(reverse("portal:parties"))
    with django_assert_max_num_queries(4):
        client.get(reverse("portal:bans"))


def test_the_page_of_a_busy_owner_costs_as_many_queries_as_that_of_an_idle_one(
    client, world, django_assert_max_num_queries
):
    first = Project.objects.get(pk=world.words["project"])
    for number in range(20):
        first.pk, first.source_key = None, f"more {number}"
        first.save(force_insert=True)
    with django_assert_max_num_queries(12):
        assert text(client, "party", OWNER_CODE).count("演示道路工程第1号") > 15
