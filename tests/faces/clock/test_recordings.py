"""The hour signs what came, ends what stopped; an operator records a source from the command line."""

import threading
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import CommandError, call_command

from heng.faces.clock import recordings
from heng.ledger.evidence.recordings import checks, ingest
from heng.ledger.evidence.recordings.models import Footage
from tests.ledger.evidence.recordings.conftest import begun, drawn
from tests.ledger.stories import NOON
from tests.support import rtsp
from tests.support import world as worlds
from tests.support.append_only import lifted

pytestmark = pytest.mark.django_db
SOON = 250  # milliseconds: a camera does not tell how long its last picture lasts


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    """An empty folder where the store keeps its contents."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return tmp_path / "files"


@pytest.fixture
def road(db):
    """A project by its reference, of which nothing is recorded."""
    world = worlds.build(NOON.date())
    with lifted():
        Footage.objects.get().segments.all().delete()
    Footage.objects.all().delete()
    return world.words["project_ref"]


@pytest.fixture
def camera(tmp_path):
    """A folder with seven seconds of a camera, served on loopback; its path and its address."""
    path = tmp_path / "camera.mp4"
    path.write_bytes(drawn(range(1, 8), "libx264"))
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield str(path), f"http://127.0.0.1:{server.server_port}/camera.mp4"
        server.shutdown()


def filmed(scenes: range) -> bytes:
    """What a camera sends: no picture waits for a later one, and each second begins with one that needs no other."""
    return drawn(scenes, "libx264", tune="zerolatency", sc_threshold="0")


@pytest.mark.parametrize("which", [0, 1])
def test_an_operator_records_a_file_or_an_address_and_it_is_signed(road, camera, which, capsys):
    call_command("record", camera[which], project=road, name="开标室1")
    footage = Footage.objects.get()
    assert (footage.about, footage.source, footage.segments.count()) == (road, "开标室1", 2)
    assert footage.manifests.get().last == 1
    assert footage.ended_at
    assert footage.ref in capsys.readouterr().out


def test_a_camera_is_recorded_by_rtsp_until_it_is_silent_for_long(road, capsys):
    with rtsp.camera(filmed(range(1, 15))) as address:
        call_command("record", address, project=road, name="开标室1", patience=1)
    footage = Footage.objects.get()
    assert [segment.start for segment in footage.segments.order_by("sequence")] == pytest.approx(
        [0, 6000, 12000], abs=SOON
    )
    assert footage.segments.latest("sequence").end == pytest.approx(14000, abs=SOON)
    assert footage.manifests.exists()
    assert footage.ended_at
    assert footage.ref in capsys.readouterr().out


def test_a_camera_that_breaks_off_is_asked_again_and_the_gap_is_found(road):
    """Seven seconds, then nothing until the fortieth, then four seconds."""
    footage, moments = begun(), iter([0, 7, 7, 40, 44, 99])
    stretches = [filmed(range(1, 8)), filmed(range(11, 15))]
    turns = iter([True, False])
    with rtsp.camera(*stretches) as address:
        count = ingest.follow(
            footage,
            address,
            clock=lambda: NOON + timedelta(seconds=next(moments)),
            kept=lambda _: None,
            again=lambda: next(turns),
        )
    assert count == 3
    ends = [one.end for one in footage.segments.order_by("sequence")]
    assert ends == pytest.approx([6000, 7000, 44000], abs=SOON)
    assert ("缺失", ends[1] // 1000) in [(clue.kind, clue.second) for clue in checks.clues(footage)]


def test_a_camera_that_never_answers_is_said(road):
    with pytest.raises(CommandError, match="没有收到录像"):
        call_command("record", "rtsp://127.0.0.1:9/room", project=road, patience=0)


def test_a_source_that_is_not_there_is_said_and_remembered(road, tmp_path):
    with pytest.raises(CommandError, match="损坏"):
        call_command("record", str(tmp_path / "nothing.mp4"), project=road)
    assert Footage.objects.get().fault


def test_each_minute_what_came_is_signed_and_nothing_twice():
    footage = begun()
    ingest.take(footage, drawn((1, 2)), sequence=0, offset=0, at=NOON)
    assert [recordings.seal(at=NOON), recordings.seal(at=NOON)] == [1, 0]
    ingest.take(footage, drawn((3, 4)), sequence=1, offset=2000, at=NOON)
    assert recordings.seal(at=NOON) == 1
    assert [one.first for one in footage.manifests.order_by("first")] == [0, 1]


def test_a_live_recording_of_which_nothing_comes_for_an_hour_is_ended():
    footage = begun()
    ingest.take(footage, drawn((1,)), sequence=0, offset=0, at=NOON)
    assert recordings.end_silent(at=NOON + timedelta(minutes=59)) == 0
    assert recordings.end_silent(at=NOON + timedelta(minutes=61)) == 1
    footage.refresh_from_db()
    assert footage.ended_at
