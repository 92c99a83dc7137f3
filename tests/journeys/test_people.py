"""What people come for: 王芳 handles, 李强 next door is refused, the auditor reads, the public looks on."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from heng.ledger import relay
from heng.registers.authorities.models import Authority
from heng.registers.authorities.services import applications
from heng.registers.trading.models import Project
from tests.support import browsing
from tests.support import world as worlds
from tests.support.cast import CAST, HOUSING

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HERE = ZoneInfo("Asia/Shanghai")
OUTSIDE = "演示道路工程第2号"
SCHOOL = {
    "key": "K-1",
    "name": "演示学校修缮工程",
    "trade_class": "A01",
    "region": "410500",
    "owner": {"name": "演示市虚构建设单位", "code": "12410500MB1234562Y"},
    "budget": "100000",
    "is_mandatory": False,
}


def ask():
    """Ask the gate as a trading system does."""
    key = {"X-API-Key": worlds.KEY}
    return Client().post("/api/v1/entries", SCHOOL, content_type="application/json", headers=key).json()


def apply(today: date):
    """Ask the housing department to supervise, as the centre does that took the papers of the owner."""
    applications.apply(
        Project.objects.get(name=SCHOOL["name"]).ref,
        project_name=SCHOOL["name"],
        applicant_code=SCHOOL["owner"]["code"],
        applicant_name=SCHOOL["owner"]["name"],
        authority=Authority.objects.get(code=HOUSING),
        grounds="限额以下，自愿进场交易",
        by=CAST.centre,
        on=today,
    )


def deliver():
    """Let the news of the ledger reach those who listen, as the clock does."""
    relay.run(now=datetime.now(HERE))


@pytest.mark.clause("8.6")
@pytest.mark.clause("2.1")
def test_a_voluntary_project_walks_in_once_wang_fang_accepts_it(visit, world):
    refused = ask()
    assert (refused["allowed"], refused["code"]) == (False, "no-authority")
    apply(world.today)
    page = visit("officer", "/console/")
    page.get_by_role("table", name="监督申请").get_by_role("link", name=SCHOOL["name"]).click()
    page.get_by_label("理由").fill("属本部门职责。")
    page.get_by_role("button", name="接受监督申请").click()
    page.get_by_text("已接受监督申请").wait_for()
    assert page.get_by_role("button", name="接受监督申请").count() == 0
    deliver()
    assert ask()["allowed"]
    page = visit("public", "/projects/")
    page.get_by_role("link", name=SCHOOL["name"]).click()
    page.get_by_text("演示市住房和城乡建设局").first.wait_for()


@pytest.mark.clause("2.1")
def test_a_refusal_without_a_reason_is_sent_back_and_what_was_decided_is_not(visit, world):
    page = visit("officer", f"/console/applications/{world.words['application']}/")
    page.get_by_role("button", name="不予接受").click()
    page.get_by_text("应当说明理由").wait_for()
    page = visit("officer", f"/console/applications/{world.words['application']}/")
    assert page.get_by_role("button", name="接受监督申请").count() == 1


@pytest.mark.clause("2.1")
def test_li_qiang_next_door_does_not_even_see_it(visit, world):
    page = visit("neighbour", f"/console/applications/{world.words['application']}/")
    assert page.get_by_role("button", name="接受监督申请").count() == 0
    assert page.get_by_text(OUTSIDE).count() == 0
    assert visit("neighbour", "/console/").get_by_role("table", name="监督申请").count() == 0


def test_the_auditor_reads_everything_and_decides_nothing(visit, world):
    page = visit("watcher", f"/console/projects/{world.words['project']}/")
    page.get_by_text("演示道路工程第1号").first.wait_for()
    page = visit("watcher", f"/console/applications/{world.words['application']}/")
    page.get_by_text(OUTSIDE).first.wait_for()
    assert page.locator("main form[method=post]").count() == 0


def test_the_public_finds_who_supervises_and_never_reaches_the_desk(visit, world):
    page = visit("public", "/departments/")
    page.get_by_role("link", name="演示市住房和城乡建设局", exact=True).click()
    page.get_by_text("招标投标法 第七条").first.wait_for()
    page = visit("public", "/console/")
    page.get_by_label("用户名").wait_for()
    assert "/accounts/login/" in page.url


def test_a_wrong_word_in_the_address_narrows_nothing_and_is_told(visit):
    page = visit("officer", "/console/projects/?registered_from=2026-13-45&stage=nothing")
    assert page.get_by_text("日期").count() > 0
    assert page.locator("[aria-invalid=true]").count() > 0


def test_the_keyboard_alone_reaches_an_application_and_accepts_it(visit, world):
    page = visit("officer", f"/console/applications/{world.words['application']}/")
    for _press in range(60):
        page.keyboard.press("Tab")
        if "接受监督申请" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    page.get_by_text("已接受监督申请").wait_for()


def test_a_page_prints_without_its_navigation(visit, world):
    page = visit("officer", f"/console/projects/{world.words['project']}/")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="主导航").is_visible()
    assert page.get_by_role("heading", name="演示道路工程第1号").is_visible()


def test_a_console_without_scripts_still_works(browser, live_server, world):
    context = browser.new_context(java_script_enabled=False)
    browsing.admit(context, live_server.url, world, "officer")
    page = context.new_page()
    page.goto(f"{live_server.url}/console/applications/{world.words['application']}/")
    page.get_by_role("button", name="接受监督申请").click()
    assert page.get_by_text("已接受监督申请").count() == 1
    context.close()
