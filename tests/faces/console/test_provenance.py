"""Whence a project came, where it went, who saw it and who answers for it; each act with its seal."""

import base64
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now

from heng.engines.bundle.checking import Trust, check_receipt
from heng.ledger import journal, relay
from heng.ledger.evidence.models import File
from heng.ledger.models import Entry
from heng.ledger.transparency import selectors, services
from heng.registers.trading.events import FactsTaken, ProjectWithdrawn
from tests.ledger.evidence.conftest import PDF
from tests.support.cast import CAST

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "files")


@pytest.fixture
def trail(as_one, world):
    def look(actor="officer", tab="provenance"):
        address = reverse("console:project", args=[world.words["project"]], query={"tab": tab})
        return as_one(actor).get(address).content.decode()

    return look


@pytest.fixture
def act(as_one, world):
    """What 王芳 did: she handed a file in."""
    form = {"file": SimpleUploadedFile("招标文件.pdf", PDF), "category": "OVERSIGHT"}
    as_one("officer").post(reverse("console:paper_keep", args=[world.words["project"]]), form)
    return Entry.objects.get(subject=world.words["project_ref"])


def seal():
    relay.run(now=now())
    services.seal(at=now())


@pytest.mark.clause("7.6")
def test_the_trail_tells_source_responsibility_and_where_it_went(trail):
    page = trail()
    for word in ("来源系统", "演示市住房和城乡建设局", "责任人", "王芳", "没有导出过证据包", "已在门户网站公开"):
        assert word in page


@pytest.mark.clause("7.6")
def test_who_opened_a_file_of_the_project_stands_in_its_trail(trail, as_one, world, act):
    assert "还没有人查阅文件" in trail()
    paper = File.objects.order_by("pk").last()
    answer = as_one("officer").get(reverse("console:paper_copy", args=[world.words["project"], paper.pk]))
    assert b"".join(answer.streaming_content) == PDF
    page = trail()
    assert "还没有人查阅文件" not in page
    assert paper.ref in page


@pytest.mark.clause("7.6")
def test_acts_are_summed_up_by_kind_with_who_did_them(trail, world, act):
    as_actor = replace(CAST.officer, person=world.accounts["officer"].ref)
    for reason in ("甲", "乙"):
        journal.record(
            ProjectWithdrawn(act.subject, reason, date(2026, 11, 24)), by=as_actor, law="安公管办〔2022〕6号 八"
        )
    row = trail().partition("逐条查看留痕")[0].rpartition("<tbody>")[2]
    assert ">2<" in row
    assert "王芳" in row
    assert "安公管办〔2022〕6号 八" in row


@pytest.mark.clause("7.6")
def test_the_neighbour_learns_nothing_of_it(trail):
    page = trail("neighbour")
    assert "您看不到该项目的来源去向" in page
    assert "来源主键" not in page


def test_an_act_waits_for_its_seal_and_then_shows_it(trail, act):
    assert "待固化" in trail(tab="trace")
    seal()
    page = trail(tab="trace")
    assert "待固化" not in page
    assert "已固化第" in page


@pytest.mark.clause("7.4")
def test_the_seal_leads_to_the_verifier_with_a_receipt_that_holds(as_one, act):
    seal()
    answer = as_one("officer").get(reverse("console:receipt", args=[act.pk]))
    path, _, receipt = answer["Location"].partition("#")
    assert path == reverse("portal:verify")
    padded = receipt + "=" * (-len(receipt) % 4)
    report = check_receipt(base64.urlsafe_b64decode(padded), Trust(selectors.vkey()), now=now())
    assert report.faults == []
    copied = as_one("officer").get(reverse("console:receipt", args=[act.pk]), {"copy": ""})
    assert copied.content == base64.urlsafe_b64decode(padded)


def test_what_a_leaf_keeps_closed_is_opened_only_to_who_reads_the_act(as_one, act):
    seal()

    def extra(actor):
        text = as_one(actor).get(reverse("console:receipt", args=[act.pk]), {"copy": ""}).content.decode()
        return base64.b64decode(text.split("\n")[1].removeprefix("extra "))

    assert b'"salt"' in extra("officer")
    assert b'"salt"' not in extra("neighbour")


def test_an_act_that_is_none_has_no_receipt(as_one, world):
    assert as_one("officer").get(reverse("console:receipt", args=[10**6])).status_code == 404


def test_the_page_of_a_kept_file_shows_its_seal_and_gives_a_receipt(as_one, world, act):
    seal()
    paper = File.objects.order_by("pk").last()
    page = as_one("officer").get(reverse("console:paper", args=[world.words["project"], paper.pk])).content.decode()
    assert "下载回执" in page
    receipt = as_one("officer").get(reverse("console:receipt", args=[act.pk]), {"copy": ""}).content
    (leaf,) = check_receipt(receipt, Trust(selectors.vkey()), now=now()).entries.values()
    assert leaf["body"]["sha256"] == paper.content_id, "so the file and its receipt can be laid before the verifier"


def test_a_decision_shows_its_seal(as_one, world):
    client, pk = as_one("officer"), world.words["application"]
    client.post(reverse("console:application_accept", args=[pk]))
    assert "待固化" in client.get(reverse("console:application", args=[pk])).content.decode()
    seal()
    assert "已固化第" in client.get(reverse("console:application", args=[pk])).content.decode()


@pytest.mark.clause("7.6")
def test_the_trail_leads_who_may_look_to_the_batch_and_names_it_to_others(trail, world):
    batch = int(world.words["batch"])
    taken = FactsTaken(world.words["project_ref"], ("lots",), 1, date(2026, 11, 24), f"PC{batch:06d}")
    journal.record(taken, by=CAST.machine)
    link = reverse("inbox:batch", args=[batch])
    assert link in trail("watcher")
    assert link not in trail("officer")
    assert f"PC{batch:06d}" in trail("officer")


@pytest.mark.clause("7.6")
def test_none_of_many_acts_is_left_out_of_the_sums_and_the_trace_is_paged(trail, as_one, world, act):
    for _ in range(60):
        journal.record(ProjectWithdrawn(act.subject, "甲", date(2026, 11, 24)), by=CAST.officer)
    assert ">60<" in trail()
    first = as_one("officer").get(reverse("console:project", args=[world.words["project"]], query={"tab": "trace"}))
    older = first.context["older"]
    rest = as_one("officer").get(
        reverse("console:project", args=[world.words["project"]], query={"tab": "trace", "before": older})
    )
    assert (len(first.context["traces"]), len(rest.context["traces"])) == (50, 11)


@pytest.mark.clause("7.6")
def test_who_read_personal_data_of_a_party_stands_in_the_trail(trail, as_one, world):
    address = reverse("console:person_reveal", args=[world.words["party_pk"], world.words["person"]])
    as_one("officer").post(address, {"reason": "核实项目负责人身份"})
    assert "核实项目负责人身份" in trail()


@pytest.mark.clause("7.6")
def test_the_trail_says_which_systems_may_read_and_what_is_not_known(trail):
    page = trail()
    for word in ("演示交易系统", "密钥从未使用", "不掌握的情况"):
        assert word in page
