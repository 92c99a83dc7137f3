"""Whoever supervises watches a recording of a whole day, from any point, beside what was done."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Response

from heng.ledger.evidence.recordings import ingest, manifest
from heng.ledger.evidence.recordings.models import Footage
from tests.journeys.conftest import Visit
from tests.ledger.evidence.recordings.conftest import SIGNER, drawn
from tests.ledger.stories import WANG_FANG
from tests.support import browsing
from tests.support.append_only import lifted
from tests.support.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOURS, CHUNK = 8, 300  # seconds of a chunk
LATE = 7 * 3600 + 17 * 60


@pytest.fixture
def footage(world: World, settings, tmp_path) -> Footage:
    """Eight hours in chunks of five minutes, with one frame a minute."""
    settings.MEDIA_ROOT = str(tmp_path)
    made = Footage.objects.get(pk=int(world.words["recording"]))
    with lifted():
        made.segments.all().delete()
    made.started_at -= timedelta(hours=1)
    made.save()
    chunks = [drawn((scene,), slower=CHUNK) for scene in (1, 2, 3, 4)]
    for at in range(HOURS * 3600 // CHUNK):
        arrived = made.started_at + timedelta(seconds=CHUNK * (at + 1))
        ingest.take(made, chunks[at % 4], sequence=at, offset=1000 * CHUNK * at, at=arrived)
    manifest.seal(made, signer=SIGNER, by=WANG_FANG, at=made.started_at)
    return ingest.finish(made, by=WANG_FANG, at=made.started_at + timedelta(hours=HOURS))


def is_there(page: Page, second: int) -> None:
    page.wait_for_function(
        "second => { const video = document.querySelector('.film video');"
        " return video.readyState >= 2 && !video.seeking && Math.abs(video.currentTime - second) < 1; }",
        arg=second,
        timeout=20_000,
    )


def test_a_recording_of_a_day_plays_from_its_last_hour_without_the_hours_before(visit: Visit, world, footage):
    fetched: list[str] = []

    def note(answer: Response) -> None:
        if answer.url.endswith(".m4s"):
            fetched.append(answer.url)

    address = reverse("console:recording", args=[world.words["project"], footage.pk])
    page = visit("officer", reverse("console:desk"))
    heard = browsing.hear(page)
    page.on("response", note)
    page = visit("officer", address)
    is_there(page, 0)
    page.evaluate("second => { document.querySelector('.film video').currentTime = second; }", LATE)
    is_there(page, LATE)
    assert any(url.endswith(f"/{LATE // CHUNK}.m4s") for url in fetched)
    assert len(set(fetched)) < HOURS * 3600 // CHUNK / 4
    page.locator("button[data-second]").last.click()
    page.wait_for_function("() => document.querySelector('.film video').currentTime < 8 * 3600")
    assert browsing.faults_by_size(page, heard) == {}
