from datetime import date

import pytest
from django.urls import reverse

from tests.support import world as worlds
from tests.support.cast import HOUSING

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return worlds.build(date.today())  # noqa: DTZ011  -- as the doors read the day


@pytest.mark.clause("2.1")
def test_a_citizen_reads_who_supervises_what(client, world):
    assert reverse("portal:division") in client.get(reverse("portal:home")).content.decode()
    assert "政府采购法" in client.get(reverse("portal:division")).content.decode()


def test_a_citizen_finds_a_department_and_its_duties(client, world):
    assert "演示市住房和城乡建设局" in client.get(reverse("portal:departments")).content.decode()
    page = client.get(reverse("portal:department", args=[HOUSING])).content.decode()
    assert "房屋市政工程招标投标监督" in page
    assert "招标投标法 第七条" in page
    assert "王芳" not in page


def test_an_unknown_department_is_not_found(client, world):
    assert client.get(reverse("portal:department", args=["410500-XX"])).status_code == 404


@pytest.mark.clause("1.2")
def test_a_citizen_reads_the_entry_catalogue_with_its_documents(client, world):
    page = client.get(reverse("portal:catalogue")).content.decode()
    assert "豫财购〔2020〕4号" in page
    assert "万元" in page


def test_a_list_costs_as_many_queries_for_many_rows_as_for_few(client, world, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get(reverse("portal:departments"))
