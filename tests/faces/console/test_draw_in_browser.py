"""A party of a draw keeps its number to itself: its browser makes it, a file keeps it, the server gets a digest."""

import json
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from heng.engines import draw as engine
from heng.ledger import relay
from heng.ledger.draws import services
from heng.ledger.draws.models import Draw
from heng.ledger.transparency import services as log
from tests.ledger.draws.conftest import draft
from tests.support import browsing
from tests.support import world as worlds
from tests.support.cast import AUDIT, CAST, HOUSING

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page: Page, live_server) -> Page:
    """The desk of audit, at a list that waits for it and for the housing department."""
    world = worlds.build(date.today())  # noqa: DTZ011  -- as the doors read the day
    at = timezone.now()
    hours = timezone.timedelta(hours=1)
    made = services.freeze(
        draft(parties=(HOUSING, AUDIT), commits_due=at + hours, reveals_due=at + 2 * hours), by=CAST.officer, at=at
    )
    browsing.admit(page.context, live_server.url, world, "watcher")
    page.goto(live_server.url + reverse("console:draw", args=[made.pk]))
    return page


def seal() -> None:
    relay.run(now=timezone.now())
    log.seal(at=timezone.now())


@pytest.mark.clause("3.5")
def test_the_number_is_made_kept_and_taken_back_in_the_browser(desk, tmp_path):
    sent: list[str] = []
    desk.on("request", lambda request: sent.append(request.post_data or ""))
    with desk.expect_download() as download:
        desk.get_by_role("button", name="产生随机数并下载").click()
    file = tmp_path / "kept.json"
    download.value.save_as(file)
    kept = json.loads(file.read_text(encoding="utf-8"))
    desk.get_by_label("随机数文件已经保存好").check()
    desk.get_by_role("button", name="提交承诺").click()
    expect(desk.get_by_text("已办理：作出承诺")).to_be_visible()
    made = Draw.objects.latest("number")
    nonce = bytes.fromhex(kept["nonce"])
    assert made.commitments.get(party=AUDIT).digest == engine.commit(made.ref, AUDIT, nonce).digest
    assert not any(kept["nonce"] in each for each in sent)
    services.commit(made, engine.commit(made.ref, HOUSING, b"." * 32).digest, by=CAST.officer, at=timezone.now())
    seal()
    desk.reload()
    other = tmp_path / "other.json"
    other.write_text(json.dumps(kept | {"draw": "CQ000999"}), encoding="utf-8")
    desk.get_by_label("随机数文件").set_input_files(other)
    expect(desk.get_by_text("这不是本单位为这次抽取保存的文件")).to_be_visible()
    desk.get_by_label("随机数文件").set_input_files(file)
    expect(desk.get_by_text("已读出随机数")).to_be_visible()
    desk.get_by_role("button", name="揭示随机数").click()
    expect(desk.get_by_text("已办理：揭示随机数")).to_be_visible()
    assert made.reveals.get(party=AUDIT).nonce == kept["nonce"]


def test_a_visitor_draws_again_with_one_button(desk, live_server):
    made = Draw.objects.latest("number")
    numbers = {CAST.officer: b"." * 32, CAST.watcher: b"-" * 32}
    for hand, number in numbers.items():
        services.commit(made, engine.commit(made.ref, hand.authority, number).digest, by=hand, at=timezone.now())
    seal()
    for hand, number in numbers.items():
        services.reveal(made, number.hex(), by=hand, at=timezone.now())
    seal()
    services.conclude(made, by=CAST.officer, at=timezone.now())
    desk.goto(live_server.url + reverse("portal:draw", args=[made.pk]))
    desk.wait_for_load_state("networkidle")
    desk.get_by_role("button", name="重演").click()
    expect(desk.locator("[data-outcome] .notice")).to_contain_text("全部一致")
