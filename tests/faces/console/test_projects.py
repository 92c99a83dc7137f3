from datetime import date

import pytest
from django.urls import reverse

from heng.registers.trading.models import Project
from tests.support import world as worlds

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return worlds.build(date.today())  # noqa: DTZ011  -- as the doors read the day


@pytest.fixture
def as_one(client, settings, world):
    settings.MFA_REQUIRED = False

    def sit(part: str):
        client.force_login(world.accounts[part], backend=BACKEND)
        return client

    return sit


def test_wang_fang_finds_a_project_and_opens_it(as_one, world):
    client = as_one("officer")
    assert "演示道路工程第1号" in client.get(reverse("console:projects")).content.decode()
    page = client.get(reverse("console:project", args=[world.words["project"]])).content.decode()
    assert "演示市住房和城乡建设局" in page


def test_a_project_that_is_nobodys_business_is_not_found(as_one, world):
    assert as_one("officer").get(reverse("console:project", args=[10**6])).status_code == 404


@pytest.mark.clause("8.6")
def test_the_gate_says_why_a_project_stays_outside(as_one, world):
    assert "尚未落实监督部门" in as_one("coordinator").get(reverse("console:gate")).content.decode()


def test_a_misspelt_filter_is_answered_at_its_field(as_one, world):
    page = as_one("officer").get(reverse("console:projects"), {"registered_from": "昨天"})
    assert page.status_code == 200
    assert "有效" in page.content.decode()


def test_the_list_asks_as_often_for_many_projects_as_for_few(as_one, world, django_assert_max_num_queries):
    client, one = as_one("officer"), Project.objects.get(pk=world.words["project"])
    address = reverse("console:projects")
    client.get(address)
    for number in range(15):
        one.pk, one.source_key = None, f"more-{number}"
        one.save(force_insert=True)
    with django_assert_max_num_queries(8):
        client.get(address)
