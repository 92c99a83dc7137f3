"""A draw done again in the visitor's browser: what Python finds is told in plain words, and nothing is sent."""

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from heng.engines import draw
from tests.engines.draw import ceremonies as some
from tests.engines.draw import test_draw_adversary as adversary
from tests.support import browsing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GOOD = adversary.RECORD.text()


@pytest.fixture
def form(page: Page, live_server) -> Page:
    """Open the page, and cut the network off."""
    page.goto(live_server.url + reverse("portal:draws"))
    page.wait_for_function("() => Boolean(globalThis.heng?.replay)")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    return page


def give(page: Page, record: bytes) -> str:
    chosen: Any = {"name": "record.json", "mimeType": "application/json", "buffer": record}
    page.get_by_label("抽取记录（原样下载").set_input_files(chosen)
    return replayed(page)


def replayed(page: Page) -> str:
    page.get_by_role("button", name="重演").click()
    expect(page.locator("[data-outcome] .notice")).to_be_visible()
    expect(page.locator("[data-outcome]")).not_to_contain_text("正在重演")
    return page.locator("[data-outcome]").inner_text()


def failing(page: Page) -> list[str]:
    rows = page.locator("[data-outcome] div:has(> p .tone-bad) > p")
    return [text.replace("不符", "", 1).strip() for text in rows.all_inner_texts()]


def results(page: Page, kind: str) -> list[str]:
    return page.locator(f"[data-outcome] {kind} li").all_text_contents()


def test_a_citizen_draws_again_without_a_network_and_gets_what_python_gets(form):
    asked: list[str] = []
    form.on("request", lambda request: asked.append(request.url))
    told = give(form, GOOD.encode())
    outcome = draw.replay(draw.read(GOOD))
    assert "SSJ-2026-003 2026年第三次双随机抽查：全部一致" in told
    assert all(check.label in told for check in outcome.checks)
    assert failing(form) == []
    assert results(form, "div > ol") == [name for one in outcome.result for name in one.drawn]
    assert results(form, "details > ol") == [name for one in outcome.result for name in one.substitutes]
    assert asked == []


def test_a_record_may_be_pasted(form):
    form.get_by_label("或者粘贴记录").fill(f"{draw.conduct(some.all_reveal()).text()}\n")
    assert "全部一致" in replayed(form)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (("list", "title"), "按名单算得的摘要，与记录所载的名单摘要不同：名单或者摘要被改动过（list_digest）"),
        (("commitments", 1, "party"), "第 2 项承诺不是名单此处所列一方（410500-ZJ）的（commitments[1]）"),
        (("reveals", 0, "nonce"), "第 1 项揭示与 410500-SJ 的承诺不符，或者已经如实揭示却被记为缺席（reveals[0]）"),
        (("seed",), "重新算得的种子与公布的不同（seed）"),
        (("ranking", 0, "ranks", 0, "value"), "分层“检查对象”的排序与按种子算得的不同（ranking[0]）"),
        (("result", 1, "drawn", 0), "分层“检查人员”公布的结果与重演的不同（result[1]）"),
    ],
)
def test_an_altered_record_fails_its_checks_with_place_and_reason(form, path, reason):
    text = adversary.altered(path, adversary.slight)
    told = give(form, text.encode())
    assert "有不符之处，这份记录不能采信" in told
    assert failing(form) == [check.label for check in draw.replay(draw.read(text)).checks if check.faults]
    assert reason in told


def test_a_public_value_that_lacks_is_told(form):
    told = give(form, adversary.altered(("public_value",), lambda _: "").encode())
    assert "公开值应有而缺、不应有而有，或者取自封存日志自己（public_value）" in told


@pytest.mark.parametrize(
    "nonsense", [b"hello", b"{}", b"\xff\xfe", b"[" * 100_000, b"\xef\xbb\xbf" + GOOD.encode(), GOOD.encode() + b"\n"]
)
def test_what_is_no_record_is_refused_in_a_sentence(form, nonsense):
    told = give(form, nonsense)
    assert "这不是有效的抽取记录，未能重演" in told
    assert "请使用原样下载的文件" in told


def test_a_list_that_may_not_be_drawn_from_is_refused_with_its_place(form):
    told = give(form, adversary.altered(("list", "strata", 0, "quota"), lambda _: 99).encode())
    assert "可抽取的不足名额" in told
    assert "记录中的位置：list.strata[0]" in told


def test_nothing_given_is_asked_for(form):
    assert replayed(form) == "请选择或者粘贴抽取记录。"


def test_texts_of_a_record_cannot_become_markup(form):
    text = adversary.altered(("list", "title"), lambda _: "<img src=x onerror=alert(1)>")
    assert "<img src=x" in give(form, text.encode())


def test_the_words_of_a_record_are_not_taken_for_places_to_fill(form):
    text = adversary.altered(("list", "title"), lambda _: "$& {draw}")
    assert "SSJ-2026-003 $& {draw}：" in give(form, text.encode())


def test_a_browser_that_keeps_its_cryptography_from_the_page_says_so(page, live_server):
    page.add_init_script("Object.defineProperty(window, 'crypto', { value: {} })")
    page.goto(live_server.url + reverse("portal:draws"))
    assert "这不说明记录有问题" in give(page, GOOD.encode())


def test_the_page_fits_and_axe_finds_nothing(page, live_server):
    heard = browsing.hear(page)
    page.goto(live_server.url + reverse("portal:draws"))
    give(page, adversary.altered(("result", 1, "drawn", 0), adversary.slight).encode())
    page.locator("[data-outcome] summary").first.click()
    assert browsing.faults_by_size(page, heard) == {}


def test_the_page_of_proofs_leads_here(page, live_server):
    page.goto(live_server.url + reverse("portal:verify"))
    page.get_by_role("link", name=re.compile("重演抽签")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("重演抽签")
