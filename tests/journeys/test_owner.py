"""What an owner comes for: its own project, from the form to the answer of the department."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from heng.ledger import relay
from heng.registers.trading.models import Project
from tests.support import browsing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HERE = ZoneInfo("Asia/Shanghai")
GARDEN = "演示业主自办绿化工程"


def register(page):
    """Fill in the form; the first time something is forgotten, and nothing else is lost."""
    page.get_by_role("link", name="登记项目").click()
    page.get_by_label("项目名称").fill(GARDEN)
    page.get_by_label("否，自愿进场").check()
    page.get_by_label("预算金额").fill("35")
    page.get_by_role("button", name="保存登记").click()
    page.get_by_text("请更正以下内容").wait_for()
    assert page.get_by_label("项目名称").input_value() == GARDEN
    page.get_by_label("交易类别").select_option("A02")
    page.get_by_label("项目所在地").select_option("410500")
    page.get_by_role("button", name="保存登记").click()
    page.get_by_text("项目已登记").wait_for()


@pytest.mark.clause("2.2")
@pytest.mark.clause("8.6")
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_an_owner_registers_applies_and_walks_in_once_wang_fang_accepts(page, visit, world, size):
    page.set_viewport_size(browsing.SIZES[size])
    heard = browsing.hear(page)
    register(visit("owner", "/mine/"))
    page.get_by_label("拟申请的监督部门").select_option(label="演示市住房和城乡建设局")
    page.get_by_label("申请理由").fill("限额以下，自愿进场交易")
    page.get_by_role("button", name="提交申请").first.click()
    page.get_by_text("申请已提交").wait_for()
    assert browsing.faults(page, heard) == []
    corner = page.url.partition("/mine/")[2]
    visit("officer", "/console/")
    page.get_by_role("table", name="监督申请").get_by_role("link", name=GARDEN).click()
    page.get_by_label("理由").fill("属本部门职责。")
    page.get_by_role("button", name="接受监督申请").click()
    page.get_by_text("已接受监督申请").wait_for()
    relay.run(now=datetime.now(HERE))
    visit("owner", f"/mine/{corner}")
    page.get_by_text("属本部门职责。").wait_for()
    assert Project.objects.get(name=GARDEN).authority_id
    page.get_by_role("link", name="公开页面").click()
    page.get_by_text("（进行中）").wait_for(state="attached")
    assert browsing.faults(page, heard) == []


def test_an_owner_takes_its_project_back_only_after_saying_yes(page, visit, world):
    asked = []

    def answer(dialog):
        asked.append(dialog.message)
        dialog.accept() if len(asked) > 1 else dialog.dismiss()

    page.on("dialog", answer)
    visit("owner", f"/mine/{world.words['outside']}/")
    page.get_by_label("撤回理由").fill("计划调整")
    page.get_by_role("button", name="撤回进场登记").click()
    assert Project.objects.get(pk=world.words["outside"]).stage == "refused"
    page.get_by_role("button", name="撤回进场登记").click()
    page.get_by_text("已撤回进场登记").wait_for()
    assert len(asked) == 2
    page.get_by_role("button", name="重新登记进场").click()
    page.get_by_text("已重新登记进场").wait_for()
