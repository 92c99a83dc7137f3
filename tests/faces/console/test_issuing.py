"""Official documents at the desk: read over, issued once, found among the files of the project with their signature."""

import pytest
from django.urls import reverse

from heng.ledger.evidence.documents.models import Document
from heng.ledger.evidence.models import File
from heng.ledger.models import Entry
from heng.registers.authorities.models import Application, Designation
from heng.registers.trading.models import Project
from tests.support.cast import HOUSING

pytestmark = pytest.mark.django_db
MARK = {"mark": "演监"}


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    """A folder of its own for files and for the demonstration's certificate."""
    settings.MEDIA_ROOT, settings.DATA_DIR, settings.DEMO = str(tmp_path / "files"), tmp_path, True


@pytest.fixture
def letter(world):
    """The address of a document of a kind, once its matter is decided."""
    Designation.objects.update(
        status="settled",
        way="government",
        decider="演示市人民政府",
        document_number="演政〔2026〕1号",
        authority=HOUSING,
    )
    Application.objects.update(status="refused", decision="不属本行业")
    refused = Project.objects.get(stage="refused")
    known = world.words
    pk = {"notice": known["designation"], "reply": known["application"], "letter": known["handover"]}
    return lambda kind: reverse("console:document", args=[kind, pk.get(kind, refused.pk)])


def issue(client, address, **changed):
    """Read the proposed words over, and send them."""
    words = client.get(address).context["form"].initial
    return client.post(address, words | MARK | changed)


@pytest.mark.clause("7.5")
@pytest.mark.parametrize(
    ("part", "kind", "said"),
    [
        ("government", "notice", "行政监督部门的通知"),
        ("officer", "reply", "监督申请的答复"),
        ("neighbour", "letter", "监督事项的函"),
        ("centre", "refusal", "不予进场的告知书"),
    ],
)
def test_who_decided_issues_the_document(as_one, letter, part, kind, said):
    client = as_one(part)
    assert issue(client, letter(kind)).status_code == 302
    document = Document.objects.get()
    assert said in document.file.name
    assert document.file.about.startswith("TP")
    assert Entry.objects.filter(kind="evidence.DocumentIssued").count() == 1
    assert client.get(letter(kind)).status_code == 302
    assert File.objects.filter(about=document.file.about, document__isnull=False).count() == 1


def test_the_proposed_words_name_the_decision(as_one, letter):
    words = as_one("government").get(letter("notice")).context["form"].initial
    assert "演政〔2026〕1号" in words["body"]
    assert "演示市人民政府" in words["body"]
    assert "不属本行业" in as_one("officer").get(letter("reply")).context["form"].initial["body"]
    assert "安公管办〔2022〕6号 八" in as_one("centre").get(letter("refusal")).context["form"].initial["body"]


@pytest.mark.parametrize(("part", "kind"), [("officer", "notice"), ("government", "refusal"), ("watcher", "notice")])
def test_who_did_not_decide_issues_nothing(as_one, letter, part, kind):
    assert as_one(part).post(letter(kind), MARK).status_code in {404, 409}
    assert not Document.objects.exists()


def test_what_is_not_decided_has_no_document(as_one, world):
    client = as_one("government")
    address = reverse("console:document", args=["notice", world.words["designation"]])
    assert "尚未作出决定" in client.post(address, MARK).content.decode()
    page = client.get(reverse("console:designation", args=[world.words["designation"]])).content.decode()
    assert "生成文书" not in page


def test_a_refused_draft_keeps_what_was_typed(as_one, letter):
    answer = issue(as_one("government"), letter("notice"), mark="A1", copies="演示市审计局")
    assert answer.status_code == 409
    assert "机关代字应当是" in answer.content.decode()
    assert "演示市审计局" in answer.content.decode()


def test_the_matter_leads_to_its_document(as_one, world, letter):
    client = as_one("government")
    page = reverse("console:designation", args=[world.words["designation"]])
    assert "生成文书" in client.get(page).content.decode()
    issue(client, letter("notice"))
    assert f"查看文书 {Document.objects.get().number}" in client.get(page).content.decode()


def test_the_signature_is_shown_among_the_files_and_at_the_file(as_one, world, letter):
    issue(as_one("officer"), letter("reply"))
    file = Document.objects.get().file
    project = int(file.about.removeprefix("TP"))
    client = as_one("officer")
    short = reverse("console:paper_signatures", args=[project, file.pk])
    assert short in client.get(reverse("console:project", args=[project], query={"tab": "papers"})).content.decode()
    told = client.get(short).content.decode()
    assert "签名完整" in told
    assert "演示签名证书" in told
    page = client.get(reverse("console:paper", args=[project, file.pk])).content.decode()
    assert "签名后文件内容没有改动" in page
    assert "证书不在本系统信任名单内" in page
