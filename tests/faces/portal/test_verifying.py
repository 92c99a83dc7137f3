"""The verifier, in a browser: with receipt, file and bundle; without a network; and as the page inside a bundle."""

import base64
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from heng.engines.tlog.signing import Cosigner
from heng.faces.frame import verifier
from tests.engines.bundle import cases
from tests.engines.bundle.cases import DOCUMENTS, Log
from tests.engines.tlog.signers import hsm, private
from tests.support import browsing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RECEIPT = Log().receipt(3)


@pytest.fixture
def key(settings):
    """Let this site be the one whose log the cases are of."""
    private = cases.LOG.private.private_bytes_raw()
    settings.LOG_ORIGIN, settings.LOG_KEY = cases.LOG.name, base64.urlsafe_b64encode(private).decode().rstrip("=")
    settings.WITNESSES = {cases.WITNESS.vkey: "https://audit.example"}


@pytest.fixture
def form(page: Page, live_server, key) -> Page:
    """Open the page, and cut the network off."""
    page.goto(live_server.url + reverse("portal:verify"))
    page.context.set_offline(True)
    return page


def give(page: Page, *files: tuple[str, bytes]) -> str:
    chosen = [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in files]
    page.get_by_label(re.compile("证据包、回执")).set_input_files(chosen)
    page.get_by_role("button", name="核对").click()
    expect(page.locator("[data-outcome] .notice")).to_be_visible()
    return page.locator("[data-outcome]").inner_text()


@pytest.mark.clause("7.4")
def test_a_citizen_checks_a_bundle_without_a_network(form):
    asked = []
    form.on("request", lambda request: asked.append(request.url))
    told = give(form, ("案卷.zip", cases.bundle()))
    assert "案卷.zip：通过" in told
    assert "WJ000003.pdf 与第 3 条留痕所载摘要一致" in told
    assert "2026年3月2日 17:00:00以前已固化" in told
    assert "本站公布的日志公钥" in told
    assert "不能证明" in told
    assert asked == []


def test_a_witness_that_this_site_does_not_know_does_not_count(form, settings):
    stranger = Cosigner("省审计厅", private(7), cases.NOW)
    told = give(form, ("案卷.zip", cases.bundle(Log(witnesses=(stranger,)))))
    assert "通过" in told
    assert "没有可以采信的见证方签名" in told
    assert "省审计厅" not in told


@pytest.mark.clause("7.4")
def test_the_page_says_whether_the_second_signature_holds_and_under_which_key(page, live_server, key, settings):
    settings.LOG_SECOND_SIGNER = "tests.engines.tlog.signers.hsm"
    page.goto(live_server.url + reverse("portal:verify"))
    told = give(page, ("案卷.zip", cases.bundle(Log(second=hsm()))))
    assert f"成立：{hsm().vkey}" in told
    told = give(page, ("旧案卷.zip", cases.bundle()))
    assert "旧案卷.zip：通过" in told
    assert f"没有应有的第二签名，可能是启用第二签名以前的；应按此公钥核对：{hsm().vkey}" in told


def test_a_clock_that_is_slow_is_named_as_what_may_be_wrong(form):
    early = Cosigner("audit.example", private(2), cases.NOW + timedelta(days=5000))
    assert "核对这台电脑的时钟" in give(form, ("案卷.zip", cases.bundle(Log(witnesses=(early,)))))


def test_an_altered_bundle_fails_with_the_place_named(form):
    told = give(form, ("案卷.zip", cases.bundle().replace(b"tender", b"tenner")))
    assert "未通过" in told
    assert "documents/WJ000003.pdf：内容已改变" in told


def test_a_bundle_of_another_log_fails_here(form):
    other = Log(signer=replace(cases.LOG, name="log.example/other"))
    assert "不是您指定的日志公钥" in give(form, ("案卷.zip", cases.bundle(other)))


def test_a_file_with_its_receipt_is_proved_and_another_file_is_not(form):
    assert "原件.pdf 与第 3 条" in give(form, ("r.tlog-proof", bytes(RECEIPT)), ("原件.pdf", DOCUMENTS[3]))
    assert "别的.pdf：文件与留痕条目所载摘要不一致" in give(
        form, ("r.tlog-proof", bytes(RECEIPT)), ("别的.pdf", b"else")
    )


def test_a_file_alone_proves_nothing_and_the_page_says_so(form):
    assert "不能证明什么" in give(form, ("原件.pdf", DOCUMENTS[3]))


def test_a_receipt_in_the_address_is_checked_at_once(page, live_server, key):
    address = base64.urlsafe_b64encode(bytes(RECEIPT)).decode().rstrip("=")
    page.goto(f"{live_server.url}{reverse('portal:verify')}#{address}")
    expect(page.locator("[data-outcome] .notice-success")).to_be_visible()


def test_a_receipt_may_be_pasted(form):
    form.get_by_label("或者粘贴回执").fill(bytes(RECEIPT).decode())
    form.get_by_role("button", name="核对").click()
    expect(form.locator("[data-outcome] .notice-success")).to_be_visible()


def test_names_of_files_cannot_become_markup(form):
    told = give(form, ("<img src=x onerror=alert(1)>.pdf", b"x"))
    assert "<img" in told


def test_the_page_fits_and_axe_finds_nothing(page, live_server, key):
    heard = browsing.hear(page)
    page.goto(live_server.url + reverse("portal:verify"))
    give(page, ("案卷.zip", cases.bundle()))
    assert browsing.faults_by_size(page, heard) == {}


@pytest.mark.clause("7.4")
def test_the_page_inside_a_bundle_opens_from_disk_and_checks_it(page, tmp_path):
    (tmp_path / "verify.html").write_bytes(verifier.page())
    page.context.set_offline(True)
    heard = browsing.hear(page)
    page.goto((tmp_path / "verify.html").as_uri())
    assert "包内所附的日志公钥" in give(page, ("案卷.zip", cases.bundle()))
    assert "未通过" in give(page, ("案卷.zip", cases.bundle()[:-1]))
    assert "没有日志公钥" in give(page, ("r.tlog-proof", bytes(RECEIPT)))
    assert browsing.faults_by_size(page, heard) == {}


def test_the_page_inside_a_bundle_may_speak_to_nobody():
    text = verifier.page().decode()
    assert "default-src 'none'" in text
    assert "connect-src" not in text
    assert "src=" not in text
    assert "href=" not in text
