"""The expert pool at the desk: masked, suspended with a reason, secret to who has no need of it."""

import pytest
from django.urls import reverse

from heng.ledger.models import Entry
from heng.registers.parties.models import Expert
from heng.registers.trading.models import Lot, PanelMember, Project, Stage

pytestmark = pytest.mark.django_db


def test_experts_are_listed_masked_and_found_by_their_names(as_one):
    client, address = as_one("officer"), reverse("console:experts")
    page = client.get(address, {"q": "韩"}).content.decode()
    assert "ZJ-0001" in page
    assert "韩**" in page
    assert "韩专家" not in page
    assert "没有符合条件的专家" in client.get(address, {"status": "left"}).content.decode()
    assert "没有符合条件的专家" in client.get(address, {"speciality": "A08"}).content.decode()
    Expert.objects.update(specialities="B01,A0801")
    assert "ZJ-0001" in client.get(address, {"speciality": "A08"}).content.decode()


@pytest.mark.parametrize("who", ["centre", "government", "owner"])
def test_who_supervises_no_panel_does_not_see_the_pool(as_one, world, who):
    client = as_one(who)
    assert client.get(reverse("console:experts")).status_code == 403
    assert client.get(reverse("console:expert", args=[world.words["expert"]])).status_code == 403


def test_wang_fang_reads_an_expert_in_clear_for_a_reason_that_is_recorded(as_one, world):
    client, pk = as_one("officer"), world.words["expert"]
    assert "13912345678" not in client.get(reverse("console:expert", args=[pk])).content.decode()
    address = reverse("console:expert_reveal", args=[pk])
    assert client.post(address, {"reason": ""}).status_code == 409
    answer = client.post(address, {"reason": "核对回避情形"})
    assert "13912345678" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert "核对回避情形" in Entry.objects.get(kind="parties.ExpertDataRead").body


def test_an_expert_is_suspended_with_a_reason_and_the_auditor_may_not(as_one, world):
    pk = world.words["expert"]
    address, told = reverse("console:expert", args=[pk]), {"status": "suspended", "reason": "应回避未回避"}
    answer = as_one("watcher").post(address, told)
    assert answer.status_code == 409
    assert "您无权维护" in answer.content.decode()
    assert as_one("officer").post(address, {"status": "suspended", "reason": ""}).status_code == 200
    assert Expert.objects.get(pk=pk).status == "usable"
    assert as_one("officer").post(address, told).status_code == 302
    assert Expert.objects.get(pk=pk).status == "suspended"
    assert "应回避未回避" in as_one("officer").get(address).content.decode()


def test_where_an_expert_sat_is_secret_until_the_result_and_then_for_supervisors(as_one, world):
    project = Project.objects.get(pk=world.words["project"])
    lot = Lot.objects.create(project=project, source_key="1", name="第一标段")
    PanelMember.objects.create(lot=lot, expert_id=world.words["expert"], source_key="1", is_chair=True)
    address = reverse("console:expert", args=[world.words["expert"]])
    assert project.name not in as_one("officer").get(address).content.decode()
    Project.objects.filter(pk=project.pk).update(stage=Stage.AWARDED)
    assert project.name in as_one("officer").get(address).content.decode()
    assert project.name in as_one("watcher").get(address).content.decode()
    assert project.name not in as_one("neighbour").get(address).content.decode()


def test_the_list_asks_as_often_for_many_experts_as_for_few(as_one, django_assert_max_num_queries):
    client = as_one("officer")
    Expert.objects.bulk_create(Expert(code=f"ZJ-1{number:03d}", name="演示") for number in range(18))
    with django_assert_max_num_queries(8):
        client.get(reverse("console:experts"))
