from datetime import date

import pytest
from django.urls import reverse

from tests.support import world as worlds

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
