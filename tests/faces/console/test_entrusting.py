from datetime import date

import pytest
from django.urls import reverse

from heng.ledger.models import Entry
from heng.registers.authorities.models import Application, Designation, Handover
from tests.support import world as worlds
from tests.support.cast import HOUSING

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


@pytest.mark.clause("2.2")
def test_wang_fang_accepts_the_application_to_her_department(as_one, world):
    client, pk = as_one("officer"), world.words["application"]
    assert "接受监督申请" in client.get(reverse("console:application", args=[pk])).content.decode()
    assert client.post(reverse("console:application_accept", args=[pk])).status_code == 302
    assert Application.objects.get(pk=pk).status == "accepted"
    assert Entry.objects.get(kind="authorities.ApplicationAccepted").department == HOUSING


@pytest.mark.clause("2.2")
def test_li_qiang_cannot_even_see_it(as_one, world):
    client, pk = as_one("neighbour"), world.words["application"]
    assert client.get(reverse("console:application", args=[pk])).status_code == 404
    assert client.post(reverse("console:application_accept", args=[pk])).status_code == 404
    assert Application.objects.get(pk=pk).status == "submitted"


def test_the_auditor_reads_it_and_may_not_decide(as_one, world):
    client, pk = as_one("watcher"), world.words["application"]
    assert client.get(reverse("console:application", args=[pk])).status_code == 200
    assert client.post(reverse("console:application_accept", args=[pk])).status_code == 409


@pytest.mark.clause("2.2")
def test_a_refusal_needs_its_reason(as_one, world):
    client, pk = as_one("officer"), world.words["application"]
    answer = client.post(reverse("console:application_refuse", args=[pk]), {"reason": " "})
    assert answer.status_code == 409
    assert "请填写理由" in answer.content.decode()
    assert client.post(reverse("console:application_refuse", args=[pk]), {"reason": "不属本行业"}).status_code == 302
    assert Application.objects.get(pk=pk).decision == "不属本行业"


@pytest.mark.clause("2.3")
def test_the_government_names_a_department_with_its_document(as_one, world):
    client, pk = as_one("government"), world.words["designation"]
    address = reverse("console:designation", args=[pk])
    paper = {
        "way": "government",
        "decider": "演示市人民政府",
        "document_number": "演政〔2026〕1号",
        "authority": HOUSING,
    }
    assert client.post(address, paper | {"document_number": ""}).status_code == 200
    assert Designation.objects.get(pk=pk).status == "requested"
    assert client.post(address, paper).status_code == 302
    assert Designation.objects.get(pk=pk).authority_id == HOUSING


def test_nobody_else_names_one(as_one, world):
    client, pk = as_one("officer"), world.words["designation"]
    assert client.post(reverse("console:designation_decline", args=[pk]), {"reason": "无"}).status_code == 409


def test_a_matter_that_is_taken_over_keeps_its_clock(as_one, world):
    client, pk = as_one("officer"), world.words["handover"]
    due = Handover.objects.get(pk=pk).due_on
    assert client.post(reverse("console:handover_take", args=[pk])).status_code == 302
    taken = Handover.objects.get(pk=pk)
    assert (taken.status, taken.due_on) == ("taken", due)


def test_a_refused_answer_keeps_what_was_typed(as_one, world):
    Application.objects.filter(pk=world.words["application"]).update(status="accepted")
    address = reverse("console:application_refuse", args=[world.words["application"]])
    answer = as_one("officer").post(address, {"reason": "写了很久的理由"})
    assert answer.status_code == 409
    assert "当前状态为“已接受”" in answer.content.decode()
    assert "演示道路工程第2号" in answer.content.decode()


def test_a_designation_that_the_law_refuses_keeps_its_paper(as_one, world):
    paper = {
        "way": "government",
        "decider": "演示市人民政府",
        "document_number": "演政〔2026〕1号",
        "authority": HOUSING,
        "reason": "会议研究",
    }
    answer = as_one("officer").post(reverse("console:designation", args=[world.words["designation"]]), paper)
    assert answer.status_code == 409
    assert "您无权" in answer.content.decode()


def test_a_designation_without_its_paper_is_asked_for_it_and_keeps_the_rest(as_one, world):
    address = reverse("console:designation", args=[world.words["designation"]])
    page = as_one("government").get(address).content.decode()
    assert "答复未能确定" in page
    answer = as_one("government").post(
        address, {"way": "government", "decider": "演示市人民政府", "authority": HOUSING}
    )
    assert "请更正以下内容" in answer.content.decode()
    assert 'value="演示市人民政府"' in answer.content.decode()


def test_a_matter_leads_to_its_project(as_one, world):
    client, link = as_one("officer"), reverse("console:project", args=[world.words["outside"]])
    for address in (
        reverse("console:application", args=[world.words["application"]]),
        reverse("console:designation", args=[world.words["designation"]]),
    ):
        assert f'href="{link}"' in client.get(address).content.decode()
