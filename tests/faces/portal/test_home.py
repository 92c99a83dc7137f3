from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.timezone import get_current_timezone

from heng.registers.authorities.models import Authority
from heng.registers.trading.models import Notice, Project
from tests.support import world as worlds
from tests.support.cast import HOUSING

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return worlds.build(date.today())  # noqa: DTZ011  -- as the doors read the day


def ask(client, **query: str) -> str:
    return client.get(reverse("portal:home"), query).content.decode()


@pytest.mark.clause("2.1")
def test_a_citizen_asks_who_supervises_a_trade_and_reads_why(client, world):
    Authority.objects.filter(pk=HOUSING).update(kind="ZJ")
    page = ask(client, trade_class="A01", region="410500")
    assert "演示市住房和城乡建设局" in page
    assert reverse("portal:department", args=[HOUSING]) in page
    assert "招标投标" in page


@pytest.mark.clause("2.1")
def test_a_citizen_is_told_when_no_department_is_named_and_what_the_owner_must_do(client, world):
    page = ask(client, trade_class="D01", region="410500")  # this city has no department of finance
    assert "没有明确的监督部门" in page
    assert "申请县级以上人民政府确定监督部门" in page


@pytest.mark.parametrize(
    "query", [{"trade_class": ""}, {"trade_class": "X99", "region": "410500"}, {"trade_class": "A01"}]
)
def test_a_question_with_a_gap_is_answered_by_the_page_and_no_department(client, world, query):
    assert "whose-answer" not in ask(client, **query)


def test_the_newest_notices_of_projects_that_are_in_stand_on_the_home_page(client, world):
    at = datetime(2026, 3, 2, 9, tzinfo=get_current_timezone())
    inside, outside = (Project.objects.get(pk=world.words[word]) for word in ("project", "outside"))
    Notice.objects.create(project=inside, source_key="n1", kind="tender", title="道路工程公告", published_at=at)
    Notice.objects.create(project=outside, source_key="n2", kind="tender", title="未进场公告", published_at=at)
    Notice.objects.create(
        project=inside, source_key="n3", kind="tender", title="撤销的公告", published_at=at, withdrawn_on=at.date()
    )
    page = ask(client)
    assert "道路工程公告" in page
    assert "未进场公告" not in page
    assert "撤销的公告" not in page


def test_the_home_page_costs_the_same_with_many_projects(client, world, django_assert_max_num_queries):
    first = Project.objects.get(pk=world.words["project"])
    for number in range(20):
        first.pk, first.source_key = None, f"more {number}"
        first.save(force_insert=True)
        Notice.objects.create(
            project=first,
            source_key="n",
            kind="tender",
            title=f"公告{number}",
            published_at=datetime(2026, 3, 2, tzinfo=get_current_timezone()) + timedelta(hours=number),
        )
    with django_assert_max_num_queries(6):
        assert "公告19" in ask(client)


def test_figures_count_what_is_public_four_ways_and_lead_to_it(client, world, django_assert_max_num_queries):
    Project.objects.update(budget=Decimal(5_000_000))
    with django_assert_max_num_queries(2):
        page = client.get(reverse("portal:figures")).content.decode()
    assert "500 万元" in page  # the project outside the gate is not counted
    for words in ("按监督部门", "演示市住房和城乡建设局", "工程建设", "公告中", "2020年"):
        assert words in page
    assert f"?authority={HOUSING}" in page
    assert "?stage=announced" in page


def test_figures_of_an_empty_city_say_so(client, db):
    assert "还没有公开的项目" in client.get(reverse("portal:figures")).content.decode()


def test_budgets_in_foreign_money_are_counted_as_projects_and_not_as_yuan(client, world):
    Project.objects.update(budget=Decimal(5_000_000), currency="UAH")
    page = client.get(reverse("portal:figures")).content.decode()
    assert "500 万" not in page


def test_robots_are_told_what_is_no_public_page(client):
    text = client.get("/robots.txt").content.decode()
    for path in ("/console/", "/mine/", "/accounts/", "/api/", "/exchange/"):
        assert f"Disallow: {path}\n" in text


def test_who_finds_a_weakness_learns_whom_to_tell(client, settings):
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = ["mailto:security@example.com"]
    answer = client.get("/.well-known/security.txt")
    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "Contact: mailto:security@example.com\n" in text
    expires = datetime.fromisoformat(text.split("Expires: ")[1].splitlines()[0])
    assert timedelta(days=30) < expires - datetime.now(get_current_timezone()) < timedelta(days=365)


def test_the_old_address_of_the_icon_leads_to_the_icon(client, settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    assert client.get("/favicon.ico").headers["Location"].endswith("heng.svg")


def test_a_department_is_found_by_its_name_and_place(client, world):
    page = client.get(reverse("portal:departments"), {"q": "水利"}).content.decode()
    assert "演示市水利局" in page
    assert "演示市住房和城乡建设局" not in page
    assert "没有找到监督部门" in client.get(reverse("portal:departments"), {"q": "无此部门"}).content.decode()


NASTY = ("\x00", "%", "'; --", "演" * 5_000, "\u202e", "999999999999999999999", "-1", "../..", "{{ 7 }}")


@pytest.mark.parametrize("page", ["projects", "parties", "bans", "departments", "home", "figures"])
def test_whatever_is_typed_into_an_address_is_answered(client, world, page):
    for word in NASTY:
        for name in ("q", "page", "stage", "role", "regime", "region", "authority", "trade_class"):
            answer = client.get(reverse(f"portal:{page}"), {name: word})
            assert answer.status_code == (400 if "\0" in word else 200), (name, word)


@pytest.mark.parametrize(
    "address", ["/parties/%00/", "/departments/%00/", "/parties/%E2%80%AE/", "/projects/9999999999999999999999/"]
)
def test_an_address_of_nothing_is_answered_as_nothing(client, world, address):
    assert client.get(address).status_code == 404
