"""A browser finds in a record what Python finds, from a page on disk and without a network."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from heng.engines import draw
from heng.engines.draw import DrawError
from tests.engines.draw import ceremonies as some
from tests.engines.draw import test_draw_adversary as adversary
from tests.support import modules

FOUND = """(texts) => {
  const answer = (text) => heng.replay(text).catch(({ code, at }) => ({ code, at }));
  return Promise.all(texts.map(answer));
}"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Open a page from disk that holds the module."""
    with modules.opened(browser, tmp_path_factory.mktemp("draw"), "frame/heng-draw.js", "replay") as page:
        yield page


def told(text: str) -> Any:
    """Tell what Python finds, in the words of the module."""
    try:
        outcome = draw.replay(draw.read(text))
    except DrawError as refused:
        return {"code": refused.code, "at": refused.at}
    return {
        "checks": [{"name": check.name, "faults": list(check.faults)} for check in outcome.checks],
        "result": [
            {"stratum": one.stratum, "drawn": list(one.drawn), "substitutes": list(one.substitutes)}
            for one in outcome.result
        ],
    }


def agree(page: Page, texts: list[str]) -> None:
    """Hold that both find the same in every text."""
    for text, found in zip(texts, page.evaluate(FOUND, texts), strict=True):
        assert found == told(text)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(some.ceremonies(), min_size=8, max_size=8))
def test_both_draw_the_same_from_any_record(page, ceremonies):
    agree(page, [draw.conduct(one).text() for one in ceremonies])


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(some.ceremonies(), some.ceremonies()), min_size=8, max_size=8))
def test_both_find_the_same_faults_where_parts_of_two_draws_are_mixed(page, pairs):
    texts = []
    for one, other in pairs:
        ours, theirs = draw.conduct(one), draw.conduct(other)
        parts = ("checkpoint", "commitments", "reveals", "public_value", "seed", "ranking", "result")
        texts += [replace(ours, **{part: getattr(theirs, part)}).text() for part in parts]
    agree(page, texts)


def test_both_find_every_alteration(page):
    agree(page, [adversary.altered(path, adversary.slight) for path in adversary.leaves(adversary.DOCUMENT)])


def test_both_refuse_every_forgery(page):
    agree(page, list(adversary.FORGED.values()))


@pytest.mark.parametrize("wrong", ["", " 甲", "甲\n", "甲\u200b", "e\u0301", "一" * 1001, "𠮷" * 1001])
def test_both_refuse_text_that_is_not_plain(page, wrong):
    agree(page, [adversary.altered(("list", *path), lambda _: wrong) for path in (("title",), ("strata", 1, "name"))])


def test_a_browser_that_keeps_its_cryptography_from_the_page_says_so(page):
    bare = page.context.new_page()
    bare.add_init_script("Object.defineProperty(window, 'crypto', { value: {} })")
    bare.goto(page.url)
    bare.wait_for_function("() => Boolean(window.heng)")
    assert bare.evaluate(FOUND, [adversary.RECORD.text()]) == [{"code": "no-crypto", "at": ""}]
    bare.close()


def test_a_list_of_many_is_drawn_in_the_browser_too(page):
    candidates = tuple(draw.Candidate(f"TS{number:06d}", "检查对象") for number in range(5_000))
    strata = (draw.Stratum("检查对象", 150),)
    many = some.all_reveal(replace(some.FROZEN, strata=strata, candidates=candidates))
    agree(page, [draw.conduct(many).text()])
