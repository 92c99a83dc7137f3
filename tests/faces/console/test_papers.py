"""Files kept about a project, at the desk: handed in, copied, counted, held."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from heng.duties.supervision.models import File as SupervisionFile
from heng.faces.clock import jobs
from heng.ledger.evidence.models import File, Hold
from heng.ledger.evidence.store import store
from heng.ledger.models import Entry
from tests.ledger.evidence.conftest import PDF

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


def hand_in(client, road, content=PDF, name="招标文件.pdf"):
    form = {"file": SimpleUploadedFile(name, content)}
    return client.post(reverse("console:paper_keep", args=[road]), form, follow=True)


def page(client, road) -> str:
    return client.get(reverse("console:project", args=[road], query={"tab": "papers"})).content.decode()


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


def test_an_upload_that_announces_too_much_is_turned_away_unread(as_one, road, settings):
    settings.FILES_MAX_BYTES = 1000
    answer = hand_in(as_one("officer"), road, PDF * 20)
    assert answer.status_code == 400
    assert "过大" in answer.content.decode()
    assert "文件超过单个文件上限 1000 字节" in hand_in(as_one("officer"), road).content.decode()
    assert not File.objects.exists()


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
    assert as_one("neighbour").post(address, {"reason": "好奇"}).status_code == 409
    assert "已办理" in as_one("officer").post(address, {"reason": "纪检调查"}, follow=True).content.decode()
    assert "纪检调查" in page(as_one("officer"), road)
    as_one("coordinator").post(reverse("console:paper_hold", args=[road, "lift"]), {"reason": "调查终结"})
    assert Hold.objects.get().lifted_on is not None
    again = as_one("officer").post(reverse("console:paper_hold", args=[road, "lift"]), {"reason": "再次"})
    assert "没有封存" in again.content.decode()


def test_the_clock_deletes_only_what_is_due_of_projects_that_were_put_away(paper, road, monkeypatch):
    monkeypatch.setattr(jobs, "localdate", lambda: date(2099, 1, 1))
    assert jobs.delete_due_files() == 0
    monkeypatch.setattr(jobs, "_ended", lambda _: date(2050, 1, 1))
    assert jobs.delete_due_files() == 1
    assert not store().has(paper.content.key)


def test_a_project_has_ended_when_its_supervision_file_was_put_away(world):
    ref = world.words["project_ref"]
    assert jobs._ended(ref) is None
    SupervisionFile.objects.update(status=SupervisionFile.Status.CLOSED, closed_on=date(2027, 6, 30))
    assert jobs._ended(ref) == date(2027, 6, 30)
    assert jobs._ended("TP999999") is None
    assert jobs._ended("TS000001") is None


def test_a_deleted_file_stays_in_the_list_without_a_copy(as_one, paper, road, monkeypatch):
    monkeypatch.setattr(jobs, "localdate", lambda: date(2099, 1, 1))
    monkeypatch.setattr(jobs, "_ended", lambda _: date(2050, 1, 1))
    jobs.delete_due_files()
    assert "已销毁" in page(as_one("officer"), road)
    assert as_one("officer").get(copy_of(paper, road)).status_code == 409
    assert "2099年1月1日" in as_one("officer").get(reverse("console:paper", args=[road, paper.pk])).content.decode()


def test_the_clock_sweeps_what_nobody_entered(shelf):
    assert jobs.sweep_store() == 0
