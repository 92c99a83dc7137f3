"""Recordings of a project at the desk: handed in, recorded live, watched, checked."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now

from heng.faces.clock import jobs
from heng.ledger import relay
from heng.ledger.evidence.recordings.models import Footage
from heng.ledger.evidence.retention import Matter
from heng.ledger.models import Entry
from heng.ledger.transparency import services
from tests.ledger.evidence.recordings.conftest import drawn
from tests.support.append_only import lifted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    """An empty folder where the store keeps its contents."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def road(world):
    """A project of which nothing is recorded yet."""
    with lifted():
        Footage.objects.get().segments.all().delete()
    Footage.objects.all().delete()
    return world.words["project"]


@pytest.fixture(scope="module")
def seven_seconds() -> bytes:
    return drawn(range(1, 8))


def address(name, road, *more):
    return reverse(f"console:{name}", args=[road, *more])


def hand_in(client, road, video):
    form = {"title": "开标录像", "started_at": "2026-03-02T09:00", "video": SimpleUploadedFile("开标.webm", video)}
    return client.post(address("recordings", road), form, follow=True)


@pytest.fixture
def footage(as_one, road, seven_seconds):
    """What Wang Fang handed in, cut and signed."""
    hand_in(as_one("officer"), road, seven_seconds)
    jobs.convert_recordings()
    jobs.seal_recordings()
    return Footage.objects.get()


@pytest.mark.clause("7.5")
def test_a_recording_that_was_handed_in_is_cut_signed_and_played(as_one, road, footage):
    officer = as_one("officer")
    assert footage.ended_at
    assert footage.manifests.count() == 1
    listed = officer.get(address("recording_index", road, footage.pk)).content.decode()
    assert listed.count(".m4s") == 2
    for name, sequence in (("recording_init", 0), ("recording_segment", 1)):
        answer = officer.get(address(name, road, footage.pk, sequence))
        assert answer["Content-Type"] == "video/mp4"
        assert len(b"".join(answer.streaming_content)) == int(answer["Content-Length"])


@pytest.mark.clause("7.4")
def test_a_recording_and_its_manifest_bear_their_seals(as_one, road, footage, settings, shelf):
    settings.LOG_ROOT = shelf / "log"
    officer = as_one("officer")
    pages = [address("recording", road, footage.pk), address("recordings", road)]
    assert all("待固化" in officer.get(page).content.decode() for page in pages)
    relay.run(now=now())
    services.seal(at=now())
    manifest = Entry.objects.get(kind="recordings.RecordingSealed")
    newest = Entry.objects.filter(kind__startswith="recordings.Recording", subject=footage.about).latest("pk")
    told, listed = (officer.get(page).content.decode() for page in pages)
    assert reverse("console:receipt", args=[manifest.pk]) in told
    assert reverse("console:receipt", args=[newest.pk]) in told
    assert reverse("console:receipt", args=[newest.pk]) in listed
    assert "待固化" not in told


def test_who_watches_is_recorded_once_an_hour(as_one, road, footage):
    officer = as_one("officer")
    for _ in range(3):
        officer.get(address("recording_index", road, footage.pk))
        officer.get(address("recording_segment", road, footage.pk, 0))
    looks = Entry.objects.filter(kind="recordings.RecordingRead")
    assert looks.count() == 1
    assert looks.get().subject == footage.ref
    as_one("watcher").get(address("recording_segment", road, footage.pk, 0))
    assert looks.count() == 2


@pytest.mark.parametrize("part", ["neighbour", "administrator"])
def test_others_see_neither_the_recording_nor_its_segments(as_one, road, footage, part):
    other = as_one(part)
    for url in (
        address("recording", road, footage.pk),
        address("recording_index", road, footage.pk),
        address("recording_segment", road, footage.pk, 0),
        address("recording_init", road, footage.pk, 0),
    ):
        assert other.get(url).status_code == 404
    assert not Entry.objects.filter(kind="recordings.RecordingRead").exists()


def test_the_check_reads_every_segment_and_names_one_that_was_changed(as_one, road, footage, shelf):
    officer = as_one("officer")
    url = address("recording", road, footage.pk)
    assert "各段与保存时的摘要、签名清单和留痕一致" in officer.post(url).content.decode()
    path = shelf / footage.segments.get(sequence=1).content.key
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b"\0")
    page = officer.post(url).content.decode()
    assert "录像分段第1段：内容与保存时的摘要不一致" in page
    assert "疑似线索" in page


def test_a_recording_that_cannot_be_cut_says_why(as_one, road):
    hand_in(as_one("officer"), road, drawn((1,), "libvpx"))
    jobs.convert_recordings()
    assert (
        "不支持 vp8 编码"
        in as_one("officer").get(address("recording", road, Footage.objects.get().pk)).content.decode()
    )


@pytest.fixture
def live(as_one, road):
    """What Wang Fang begins to record at her desk."""
    as_one("officer").post(address("recording_begin", road), {"live-title": "评标室"})
    return Footage.objects.get()


def send(client, road, live, sequence, chunk, offset):
    url = f"{address('recording_chunk', road, live.pk, sequence)}?offset={offset}"
    return client.post(url, chunk, content_type="video/webm")


def test_chunks_are_taken_in_their_order_and_twice_without_harm(as_one, road, live, seven_seconds):
    officer = as_one("officer")
    assert send(officer, road, live, 0, seven_seconds, 0).json() == {"next": 1}
    assert send(officer, road, live, 0, seven_seconds, 0).json() == {"next": 1}
    assert send(officer, road, live, 2, seven_seconds, 14000).status_code == 409
    assert live.segments.count() == 1
    officer.post(address("recording_end", road, live.pk))
    assert send(officer, road, live, 1, seven_seconds, 7000).status_code == 409


def test_a_chunk_without_its_place_or_by_somebody_else_is_not_taken(as_one, road, live, seven_seconds):
    assert send(as_one("officer"), road, live, 0, seven_seconds, "-1").status_code == 409
    assert send(as_one("neighbour"), road, live, 0, seven_seconds, 0).status_code != 200
    assert not live.segments.exists()


def test_what_is_recorded_live_can_be_watched_meanwhile(as_one, road, live, seven_seconds):
    officer = as_one("officer")
    send(officer, road, live, 0, seven_seconds, 0)
    assert "EXT-X-ENDLIST" not in officer.get(address("recording_index", road, live.pk)).content.decode()


def test_a_deleted_recording_says_so_and_is_not_played(as_one, road, footage, monkeypatch):
    monkeypatch.setattr(jobs, "localdate", lambda: date(2099, 1, 1))
    monkeypatch.setattr(jobs, "_matter_of", lambda _: Matter(date(2050, 1, 1)))
    jobs.delete_due_files()
    officer = as_one("officer")
    assert "已销毁" in officer.get(address("recordings", road)).content.decode()
    page = officer.post(address("recording", road, footage.pk)).content.decode()
    assert "2099年1月1日" in page
    assert "data-film" not in page
    assert "不一致" not in page
    assert officer.get(address("recording_segment", road, footage.pk, 0)).status_code == 409
