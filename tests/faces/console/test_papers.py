"""Files kept about a project, at the desk: handed in, copied, counted, held."""

import base64
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now

from heng.duties.supervision.models import File as SupervisionFile
from heng.faces.clock import jobs
from heng.ledger import relay
from heng.ledger.evidence.models import File, Hold
from heng.ledger.evidence.retention import Matter
from heng.ledger.evidence.store import store
from heng.ledger.models import Entry
from heng.ledger.transparency import services
from heng.registers.parties.models import Party
from heng.registers.trading.models import Lot, Opening, Project, Stage
from tests.ledger.evidence.conftest import PDF
from tests.support.cast import OWNER_CODE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    """An empty folder where the store keeps its contents."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def road(world):
    """A project of which nothing is kept yet."""
    File.objects.all().delete()
    return world.words["project"]


def hand_in(client, road, content=PDF, name="招标文件.pdf", category="TENDER", part=""):
    return hand_in_all(client, road, [SimpleUploadedFile(name, content)], category, part)


def hand_in_all(client, road, files, category="TENDER", part=""):
    form = {"file": files, "category": category, "part": part}
    return client.post(reverse("console:paper_keep", args=[road]), form, follow=True)


def page(client, road, **asked) -> str:
    return client.get(reverse("console:project", args=[road], query={"tab": "papers"} | asked)).content.decode()


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.fixture
def paper(as_one, road):
    """What Wang Fang has handed in."""
    hand_in(as_one("officer"), road)
    return File.objects.get()


def copy_of(paper, road) -> str:
    return reverse("console:paper_copy", args=[road, paper.pk])


@pytest.mark.clause("7.5")
def test_wang_fang_hands_in_a_file_and_finds_it_with_its_digest(as_one, road):
    answer = hand_in(as_one("officer"), road)
    assert "已保存" in answer.content.decode()
    file = File.objects.get()
    assert file.content.sha256[:12] in page(as_one("officer"), road)
    assert (file.retention, file.keep_until.year) == ("ENG", date.today().year + 15)  # noqa: DTZ011


def test_what_is_no_pdf_is_refused_where_it_was_handed_in(as_one, road):
    answer = hand_in(as_one("officer"), road, b"<html><script>1</script>")
    assert answer.status_code == 409
    assert "不接收这种文件" in answer.content.decode()
    assert not File.objects.exists()


def test_an_upload_that_announces_far_too_much_is_turned_away_unread_with_the_limit(as_one, road, settings):
    settings.FILES_MAX_BYTES = 1000
    answer = hand_in(as_one("officer"), road, PDF * 20)
    assert answer.status_code == 400
    assert "文件超过单次提交上限 1000 字节，请压缩、拆分或者分几次提交" in answer.content.decode()
    assert not File.objects.exists()


def test_what_is_too_large_comes_back_in_its_form_with_what_was_typed_and_the_rest_is_kept(as_one, road, settings):
    settings.FILES_MAX_BYTES = 3000
    files = [SimpleUploadedFile("小.pdf", PDF[:1000]), SimpleUploadedFile("大.pdf", PDF)]
    answer = hand_in_all(as_one("officer"), road, files, "CONTRACT")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "“大.pdf”未保存：文件超过单次提交上限 3000 字节" in page
    assert '<option value="CONTRACT" selected>' in page
    assert "“小.pdf”已保存" in page
    assert [file.name for file in File.objects.all()] == ["小.pdf"]


def test_several_files_are_handed_in_at_once(as_one, road):
    files = [SimpleUploadedFile(f"{number}.pdf", PDF + bytes([number])) for number in range(3)]
    assert hand_in_all(as_one("officer"), road, files).status_code == 200
    assert sorted(File.objects.values_list("name", "category")) == [(f"{number}.pdf", "TENDER") for number in range(3)]


def test_the_list_is_paged(as_one, road):
    for number in range(21):
        hand_in(as_one("officer"), road, PDF + bytes([number]), f"第{number:02}份.pdf")
    assert "第20份.pdf" in page(as_one("officer"), road)
    assert "第00份.pdf" not in page(as_one("officer"), road)
    assert "第00份.pdf" in page(as_one("officer"), road, page=2)


@pytest.mark.parametrize(("part", "offered"), [("centre", True), ("officer", False)])
def test_only_the_centre_hands_in_bids(as_one, road, part, offered):
    answer = hand_in(as_one(part), road, category="BID")
    assert "BID" in str(answer.context["form"].errors) if not offered else answer.redirect_chain
    assert File.objects.exists() == offered


@pytest.fixture
def bid(as_one, road):
    """A bid that the centre handed in; the project was not opened."""
    Project.objects.filter(pk=road).update(opens_at=None)
    Lot.objects.create(project_id=road, source_key="a", name="一标段")
    told = hand_in(as_one("centre"), road, name="投标文件.pdf", category="BID", part="a").content.decode()
    file = File.objects.get()
    assert f"“投标文件.pdf”已保存（{file.ref}" in told
    assert "开标前不列示" in told
    relay.run(now=now())
    return file


def opened(road, at):
    Project.objects.filter(pk=road).update(stage=Stage.OPENED)
    Opening.objects.create(lot=Lot.objects.get(), source_key="1", opened_at=at)


STAFF = ("officer", "head", "reader", "neighbour", "watcher", "coordinator", "administrator", "centre", "government")
TABS = ("", "papers", "provenance", "trace", "all")


@pytest.mark.clause("7.5")
@pytest.mark.parametrize("part", [*STAFF, "owner", "stranger"])
def test_before_the_opening_no_page_tells_of_a_bid(as_one, bid, road, part):
    client = as_one(part)
    addresses = [reverse("console:project", args=[road], query={"tab": tab}) for tab in TABS]
    addresses += [reverse(name) for name in ("console:journal", "console:holds", "console:desk", "portal:verify")]
    addresses += [reverse("portal:project", args=[road]), reverse("portal:projects", query={"q": "演示"})]
    for address in addresses:
        text = client.get(address).content.decode()
        assert bid.name not in text, address
        assert bid.ref not in text, address
        assert bid.content_id[:12] not in text, address
    for name in ("paper", "paper_copy", "paper_signatures"):
        assert client.get(reverse(f"console:{name}", args=[road, bid.pk])).status_code in {302, 403, 404}
    assert client.get(reverse("console:file_hold", args=[road, bid.pk, "hold"])).status_code in {302, 403, 404}
    assert not Entry.objects.filter(kind="evidence.FileRead").exists()


@pytest.mark.clause("7.5")
@pytest.mark.parametrize("part", STAFF)
def test_before_the_opening_no_receipt_opens_what_the_log_keeps_closed(as_one, bid, part, settings, tmp_path):
    settings.LOG_ROOT = tmp_path / "log"
    services.seal(at=now())
    entry = Entry.objects.get(kind="evidence.FileKept")
    receipt = as_one(part).get(reverse("console:receipt", args=[entry.pk]), {"copy": ""}).content
    assert bid.ref.encode() not in receipt
    assert b'"salt"' not in base64.b64decode(receipt.split(b"\n")[1].removeprefix(b"extra "))


@pytest.mark.clause("7.5")
@pytest.mark.parametrize("part", ["officer", "watcher", "centre"])
def test_after_the_opening_its_pages_show_it_and_its_copies_are_recorded(as_one, bid, road, part):
    opened(road, now() + timedelta(hours=1))
    assert bid.name not in page(as_one(part), road), "not before the moment that was told"
    Opening.objects.update(opened_at=now())
    assert bid.name in page(as_one(part), road)
    assert body(as_one(part).get(copy_of(bid, road))) == PDF
    assert Entry.objects.filter(kind="evidence.FileRead", subject=bid.ref).count() == 1


def test_after_the_opening_the_trail_tells_of_the_bid_and_the_neighbour_learns_nothing(as_one, bid, road):
    opened(road, now())
    trail = reverse("console:project", args=[road], query={"tab": "provenance"})
    assert bid.ref in as_one("officer").get(trail).content.decode()
    assert bid.ref not in as_one("neighbour").get(trail).content.decode()
    assert bid.name not in page(as_one("neighbour"), road)


def test_a_copy_is_an_attachment_that_no_browser_runs_and_the_taking_is_recorded(as_one, paper, road):
    answer = as_one("officer").get(copy_of(paper, road))
    assert body(answer) == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    policy = [part.strip() for part in answer.headers["Content-Security-Policy"].split(";")]
    assert "sandbox" in policy
    assert "default-src 'self'" in policy
    assert Entry.objects.filter(kind="evidence.FileRead", subject=paper.ref).count() == 1
    assert "下载" in as_one("officer").get(reverse("console:paper", args=[road, paper.pk])).content.decode()


@pytest.mark.parametrize(
    ("asked", "status", "bytes_sent", "told"),
    [
        ("bytes=0-4", 206, PDF[:5], f"bytes 0-4/{len(PDF)}"),
        ("bytes=4000-", 206, PDF[4000:], f"bytes 4000-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=-7", 206, PDF[-7:], f"bytes {len(PDF) - 7}-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=10-999999", 206, PDF[10:], f"bytes 10-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=0-1,5-6", 200, PDF, None),
        ("pieces=0-1", 200, PDF, None),
        ("bytes=-", 200, PDF, None),
    ],
)
def test_a_range_is_sent_as_it_was_asked(as_one, paper, road, asked, status, bytes_sent, told):
    answer = as_one("officer").get(copy_of(paper, road), headers={"Range": asked})
    assert (answer.status_code, body(answer), answer.headers.get("Content-Range")) == (status, bytes_sent, told)
    assert answer.headers["Content-Length"] == str(len(bytes_sent))


def test_a_range_beyond_the_end_is_none(as_one, paper, road):
    for asked in (f"bytes={len(PDF)}-", "bytes=9-3", "bytes=-0"):
        answer = as_one("officer").get(copy_of(paper, road), headers={"Range": asked})
        assert (answer.status_code, answer.headers["Content-Range"]) == (416, f"bytes */{len(PDF)}")


def test_fetching_on_is_one_look_and_a_first_fetch_from_the_middle_is_one_too(as_one, paper, road):
    for asked in ("bytes=4000-", "bytes=4001-", "bytes=4002-"):
        as_one("officer").get(copy_of(paper, road), headers={"Range": asked})
    assert Entry.objects.filter(kind="evidence.FileRead").count() == 1
    as_one("watcher").get(copy_of(paper, road), headers={"Range": "bytes=4000-"})
    assert Entry.objects.filter(kind="evidence.FileRead").count() == 2


def test_what_the_log_of_looks_does_not_show_is_said(as_one, paper, road):
    for _ in range(52):
        as_one("officer").get(copy_of(paper, road))
    page = as_one("officer").get(reverse("console:paper", args=[road, paper.pk])).content.decode()
    assert "共52次，这里显示最近50次" in page


@pytest.mark.parametrize("part", ["neighbour", "centre", "government", "administrator"])
def test_who_does_not_see_inside_the_project_sees_no_file_of_others(as_one, paper, road, part):
    client = as_one(part)
    assert paper.name not in page(client, road)
    assert client.get(copy_of(paper, road)).status_code == 404
    assert client.get(reverse("console:paper", args=[road, paper.pk])).status_code == 404
    assert not Entry.objects.filter(kind="evidence.FileRead").exists()


def test_the_centre_reads_what_it_handed_in_itself(as_one, road):
    hand_in(as_one("centre"), road, name="开标记录.pdf")
    assert "开标记录.pdf" in page(as_one("centre"), road)
    assert body(as_one("centre").get(copy_of(File.objects.get(), road))) == PDF


@pytest.mark.parametrize("part", ["neighbour", "watcher", "coordinator", "government", "administrator"])
def test_who_may_not_act_on_the_project_hands_nothing_in(as_one, road, part):
    assert hand_in(as_one(part), road).status_code == 409
    assert not File.objects.exists()


def test_an_altered_file_is_found_at_the_desk(as_one, paper, road, shelf):
    client, address = as_one("officer"), reverse("console:paper", args=[road, paper.pk])
    assert "完全一致" in client.post(address).content.decode()
    lies = shelf / paper.content.key
    lies.chmod(0o640)
    lies.write_bytes(PDF[:-1] + b"y")
    assert "与保存时的摘要不一致" in client.post(address).content.decode()


@pytest.mark.clause("7.5")
def test_a_hold_is_placed_and_lifted_for_a_reason_by_who_may(as_one, paper, road):
    address = reverse("console:paper_hold", args=[road, "hold"])
    assert as_one("neighbour").post(address, {"reason": "好奇", "law": "无"}).status_code == 409
    assert list(as_one("officer").post(address, {"reason": "纪检调查"}).context["form"].errors) == ["law"]
    told = {"reason": "纪检调查", "law": "演纪函〔2026〕1号"}
    assert "已封存" in as_one("officer").post(address, told, follow=True).content.decode()
    assert "纪检调查" in page(as_one("officer"), road)
    as_one("coordinator").post(reverse("console:paper_hold", args=[road, "lift"]), {"reason": "调查终结"})
    assert Hold.objects.get().lifted_on is not None
    again = as_one("officer").post(reverse("console:paper_hold", args=[road, "lift"]), {"reason": "再次"})
    assert "没有封存" in again.content.decode()


def test_the_clock_deletes_only_what_is_due_of_projects_that_were_put_away(paper, road, monkeypatch):
    monkeypatch.setattr(jobs, "localdate", lambda: date(2099, 1, 1))
    assert jobs.delete_due_files() == 0
    monkeypatch.setattr(jobs, "_matter_of", lambda _: Matter(date(2050, 1, 1)))
    assert jobs.delete_due_files() == 1
    assert not store().has(paper.content.key)


def test_a_project_has_ended_when_its_supervision_file_was_put_away(world):
    ref = world.words["project_ref"]
    assert jobs._matter_of(ref) == Matter(None, frozenset({Party.objects.get(code=OWNER_CODE).ref}))
    SupervisionFile.objects.update(status=SupervisionFile.Status.CLOSED, closed_on=date(2027, 6, 30))
    assert jobs._matter_of(ref).ended_on == date(2027, 6, 30)
    assert jobs._matter_of("TP999999") == Matter(None)
    assert jobs._matter_of("TS000001") == Matter(None)


def test_a_deleted_file_stays_in_the_list_without_a_copy(as_one, paper, road, monkeypatch):
    monkeypatch.setattr(jobs, "localdate", lambda: date(2099, 1, 1))
    monkeypatch.setattr(jobs, "_matter_of", lambda _: Matter(date(2050, 1, 1)))
    jobs.delete_due_files()
    assert "已销毁" in page(as_one("officer"), road)
    assert as_one("officer").get(copy_of(paper, road)).status_code == 409
    assert "2099年1月1日" in as_one("officer").get(reverse("console:paper", args=[road, paper.pk])).content.decode()


def test_the_clock_sweeps_what_nobody_entered(shelf):
    assert jobs.sweep_store() == 0
