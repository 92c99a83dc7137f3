"""A project with everything that a trade can have, opened by who may see inside, on a phone and on a wall."""

from dataclasses import replace

import pytest

from heng.registers.trading.services import intake
from tests.registers.trading import trades
from tests.support import browsing
from tests.support.cast import CAST

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_whole_trade_is_clean_at_every_width(page, visit, world):
    outcome = intake.take([replace(trades.WHOLE, key="whole")], by=CAST.centre, on=trades.MONDAY)[0]
    heard = browsing.hear(page)
    address = f"/console/projects/{int(outcome.project_ref.removeprefix('TP'))}/"
    shown = visit("officer", f"{address}?tab=all")
    for words in ("投标文件特征码", "投标保证金", "评标委员会", "合同", "项目获准进场"):
        assert shown.get_by_text(words).count() > 0
    assert browsing.faults_by_size(shown, heard) == {}


def test_wang_fang_walks_from_part_to_part_and_turns_the_list(visit, world):
    page = visit("officer", f"/console/projects/{world.words['project']}/")
    page.get_by_role("link", name="参与主体").click()
    page.get_by_role("table", name="参与主体").get_by_role("link", name="演示业主").wait_for()
    page = visit("officer", "/console/projects/")
    page.get_by_role("columnheader", name="预算").get_by_role("link").click()
    page.get_by_role("columnheader", name="预算").wait_for()
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("预算")


def test_she_keeps_filters_and_takes_the_list_home(visit, world):
    page = visit("officer", "/console/projects/")
    page.get_by_label("阶段").select_option(label="公告中")
    page.get_by_role("button", name="查询", exact=True).last.click()
    page.get_by_label("常用筛选的名称").fill("公告期的")
    page.get_by_role("button", name="保存筛选").click()
    page.get_by_text("已保存为常用筛选“公告期的”").wait_for()
    page.get_by_role("link", name="公告期的").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="导出 Excel").click()
    assert taken.value.suggested_filename.endswith(".xlsx")
