"""The frame in a real browser: nothing blocked, nothing that axe finds, a security key that works."""

import pytest

from tests.support import browsing

PASSWORD = "Jinan-Beam-2026"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = pytest.mark.parametrize("size", [browsing.PHONE, browsing.DESK], ids=["phone", "desk"])


@pytest.fixture
def complaints(page):
    return browsing.hear(page)


def check(page, complaints):
    assert browsing.faults(page, complaints) == []


def log_in(page, live_server, account):
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("用户名").fill(account.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


@SIZES
@pytest.mark.parametrize("path", ["/accounts/login/", "/refuse/", "/nowhere/", "/broken/"])
def test_a_public_page_is_clean(page, live_server, complaints, size, path):
    page.set_viewport_size(size)
    page.goto(live_server.url + path)
    check(page, complaints)


@SIZES
def test_an_officer_works_with_a_clean_desk_and_can_leave(page, live_server, complaints, officer, size):
    page.set_viewport_size(size)
    log_in(page, live_server, officer)
    page.wait_for_url("**/console/")
    check(page, complaints)
    page.get_by_role("link", name="演示甲").click()
    check(page, complaints)
    page.go_back()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url(f"{live_server.url}/")


def test_the_keyboard_skips_to_the_text(page, live_server):
    page.goto(f"{live_server.url}/accounts/login/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"


def test_a_phone_opens_the_navigation(page, live_server, officer):
    page.set_viewport_size(browsing.PHONE)
    log_in(page, live_server, officer)
    page.wait_for_url("**/console/")
    side = page.get_by_role("navigation", name="主导航")
    assert side.count() == 0
    page.get_by_role("button", name="导航菜单").click()
    side.wait_for()


def test_a_security_key_is_registered_and_then_opens_the_door(page, live_server, complaints, officer, settings):
    settings.MFA_REQUIRED = True
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "usb", "automaticPresenceSimulation": True, "isUserVerified": True}
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": key | {"hasUserVerification": True}})
    log_in(page, live_server, officer)
    page.wait_for_url("**/accounts/2fa/")
    page.get_by_role("link", name="登记安全密钥").click()
    if "reauthenticate" in page.url:
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="确认").click()
    check(page, complaints)
    page.get_by_role("button", name="登记").click()
    page.get_by_text("安全密钥已登记").wait_for()
    check(page, complaints)
    page.goto(f"{live_server.url}/console/")
    page.get_by_role("button", name="退出").click()

    log_in(page, live_server, officer)
    page.wait_for_url("**/accounts/2fa/authenticate/")
    check(page, complaints)
    page.get_by_role("button", name="使用安全密钥").click()
    page.wait_for_url("**/console/")
