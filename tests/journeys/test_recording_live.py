"""An officer records a room with camera and microphone; what the network holds up is kept, and sent when it is back."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from heng.ledger.evidence.recordings import checks, manifest, proving
from heng.ledger.evidence.recordings.models import Footage
from tests.journeys.conftest import Visit
from tests.ledger.evidence.recordings.conftest import SIGNER
from tests.ledger.stories import NOON, WANG_FANG

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIX_SECONDS = 6_000


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    """An empty folder where the store keeps its contents."""
    settings.MEDIA_ROOT = str(tmp_path)


def record_on(page: Page, *, until: int) -> None:
    """Wait until so many segments were kept."""
    page.locator("[data-recorder] [role=status]").get_by_text(f"已保存的分段 {until}").wait_for(timeout=90_000)


@pytest.mark.clause("7.5")
def test_what_an_officer_records_is_kept_to_its_end_though_the_network_failed_meanwhile(visit: Visit, world):
    page = visit("officer", reverse("console:recordings", args=[world.words["project"]]))
    page.get_by_label("录像名称").last.fill("评标室")
    page.get_by_role("button", name="开始现场录像").click()
    footage = Footage.objects.latest("pk")
    page.get_by_role("button", name="开始（继续）录制").click()
    record_on(page, until=1)
    page.context.set_offline(True)
    page.get_by_text("网络中断").wait_for(timeout=60_000)
    page.context.set_offline(False)
    record_on(page, until=2)
    page.wait_for_timeout(2_000)
    page.context.set_offline(True)
    page.get_by_role("button", name="结束录像").click()
    page.get_by_text("网络中断").wait_for(timeout=60_000)
    page.context.set_offline(False)
    page.locator("[data-recorder]").wait_for(state="detached", timeout=60_000)
    footage.refresh_from_db()
    assert footage.ended_at
    assert list(checks.gaps(footage.segments.order_by("sequence"))) == []
    last = footage.segments.latest("sequence")
    assert last.end > 2 * SIX_SECONDS + 1_500  # what was begun when it ended is kept, too
    manifest.seal(footage, signer=SIGNER, by=WANG_FANG, at=NOON)
    assert proving.manifests(footage, SIGNER.vkey, now=NOON) == []
    page.reload()
    page.wait_for_function("() => document.querySelector('.film video').readyState >= 2", timeout=60_000)
    assert page.evaluate("document.querySelector('.film video').duration") == pytest.approx(last.end / 1000, abs=1)
