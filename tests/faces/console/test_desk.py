from datetime import date

import pytest
from django.urls import reverse

from heng.ledger import journal
from heng.ledger.keeping import DeliveryRetried
from heng.ledger.models import Cursor
from tests.support import world as worlds
from tests.support.cast import CAST

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
pytestmark = pytest.mark.django_db


@pytest.fixture
def at_desk(client, settings):
    settings.MFA_REQUIRED = False
    world = worlds.build(date.today())  # noqa: DTZ011  -- as the doors read the day

    def sit(part: str):
        client.force_login(world.accounts[part], backend=BACKEND)
        return client

    return sit


def test_wang_fang_sees_the_application_that_waits_for_her_department(at_desk):
    page = at_desk("officer").get(reverse("console:desk")).content.decode()
    assert "演示道路工程第2号" in page
    assert "个工作日" in page or "天" in page


def test_li_qiang_does_not_see_it(at_desk):
    page = at_desk("neighbour").get(reverse("console:desk")).content.decode()
    assert "没有待答复的监督申请" in page


def test_the_public_is_asked_to_log_in(client):
    assert client.get(reverse("console:desk")).status_code == 302


def test_an_owner_may_not_sit_at_the_desk(at_desk):
    assert at_desk("owner").get(reverse("console:desk")).status_code == 403


@pytest.mark.clause("7.6")
def test_the_journal_shows_each_department_its_own_acts_and_the_auditor_all(at_desk, transactional_entry):
    subject = transactional_entry
    assert subject in at_desk("officer").get(reverse("console:journal")).content.decode()
    assert subject not in at_desk("neighbour").get(reverse("console:journal")).content.decode()
    assert subject in at_desk("watcher").get(reverse("console:journal")).content.decode()


@pytest.fixture
def transactional_entry(db):
    """王芳 asked for a delivery again: an act of her department."""
    journal.record(DeliveryRetried("nobody.hears", 1, "boom"), by=CAST.officer)
    return "nobody.hears"


def test_an_administrator_tries_a_failed_delivery_again(at_desk):
    Cursor.objects.create(listener="nobody.hears", failures=3, stumbling=1, error="boom")
    client = at_desk("administrator")
    assert "投递失败" in client.get(reverse("console:deliveries")).content.decode()
    assert client.post(reverse("console:delivery_retry", args=["nobody.hears"])).status_code == 302
    assert Cursor.objects.get().retry_at is None


def test_a_delivery_is_not_skipped_without_a_reason(at_desk):
    Cursor.objects.create(listener="nobody.hears", failures=3, stumbling=1, error="boom")
    answer = at_desk("administrator").post(reverse("console:delivery_skip", args=["nobody.hears"]), {"reason": " "})
    assert answer.status_code == 409
    assert "请写明跳过这条消息的原因" in answer.content.decode()
