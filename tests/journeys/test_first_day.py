"""A new installation: its first administrator, its first officer, and the locks they set before the door opens."""

from datetime import date

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from playwright.sync_api import Page

from heng.registers.authorities.services import founding
from tests.support import browsing
from tests.support.cast import CITY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OWN_PASSWORD = "Anyang-Scale-77"


@pytest.fixture
def site(site):
    """A real installation asks for a second factor."""
    site.MFA_REQUIRED = True
    return site


def code_for(secret: str) -> str:
    """Read the authenticator app."""
    counters = list(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counters[len(counters) // 2]))


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()
    page.wait_for_load_state()


def settle_in(page: Page, address: str, username: str, password: str) -> None:
    """Log in with a password of others, choose another, set up the authenticator, and stand at the desk."""
    cache.clear()  # the code of this half minute was used by somebody else's authenticator, not by this one
    page.goto(f"{address}/console/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", password)
    press(page, "登录")
    assert "请先改成只有您自己知道的密码" in page.content()
    for field, value in (("oldpassword", password), ("password1", OWN_PASSWORD), ("password2", OWN_PASSWORD)):
        page.fill(f"[name={field}]", value)
    press(page, "修改密码")
    page.goto(f"{address}/console/")
    assert "须先启用两步验证" in page.content()
    page.get_by_role("link", name="设置验证器").click()
    page.wait_for_load_state()
    if page.locator("[name=password]").count():
        page.fill("[name=password]", OWN_PASSWORD)
        page.locator("main button[type=submit]").click()
        page.wait_for_load_state()
    page.fill("[name=code]", code_for(page.locator("dl code").inner_text()))
    press(page, "启用")
    page.goto(f"{address}/console/")
    assert page.title().startswith("工作台")


@pytest.mark.clause("8.4")
def test_from_an_empty_database_to_the_first_officer_at_the_desk(page, browser, live_server):
    today = date.today()  # noqa: DTZ011  -- as the doors read the day
    _, password = founding.first_administrator("zhang.san", name="演示张", region=CITY, on=today)
    heard = browsing.hear(page)
    settle_in(page, live_server.url, "zhang.san", password)

    page.goto(f"{live_server.url}/console/departments/{CITY}-ZJ/posts/new/")
    for field, value in (("section", "建筑市场监管科"), ("title", "经办岗")):
        page.fill(f"[name={field}]", value)
    press(page, "设立岗位")
    page.goto(f"{live_server.url}/console/staff/new/")
    page.fill("[name=username]", "wang.fang")
    page.fill("[name=name]", "王芳")
    page.select_option("[name=post]", label=_label(page, "经办岗"))
    press(page, "开立账号")
    assert not browsing.faults(page, heard)
    first_password = page.locator("main code").inner_text()

    newcomer = browser.new_context().new_page()
    settle_in(newcomer, live_server.url, "wang.fang", first_password)
    assert "安阳市住房和城乡建设局" in newcomer.content()
    newcomer.context.close()


def _label(page: Page, words: str) -> str:
    """Find the one choice that has these words."""
    return next(text for text in page.locator("[name=post] option").all_inner_texts() if words in text)
