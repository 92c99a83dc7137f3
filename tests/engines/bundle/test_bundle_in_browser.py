"""A browser finds in a bundle what Python finds, from a page on disk and without a network."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from heng.engines.bundle.checking import Report, Trust, check_bundle, check_receipt
from heng.engines.tlog.keys import VerifierKey
from heng.engines.tlog.signing import Cosigner
from tests.engines.bundle import cases
from tests.engines.bundle.cases import LOG, NOW, WITNESS, Log
from tests.engines.tlog.signers import Sm2Signer, private, signer
from tests.support import modules

DECODE = "const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));"
SAY = """const say = (report) => ({
  faults: report.faults.map(({ code, at }) => `${code} ${at}`), entries: report.entries, documents: report.documents,
  witnessed: report.witnessed, seconded: report.seconded, size: report.checkpoint && String(report.checkpoint.size),
});"""
BUNDLES = f"""async ([texts, now, options]) => {{ {DECODE} {SAY}
  return Promise.all(texts.map(async (text) => say(
    await heng.checkBundle(new Blob([bytes(text)]), {{ now: new Date(now), ...options }})
  )));
}}"""
RECEIPTS = f"""async ([texts, now, options]) => {{ {DECODE} {SAY}
  return Promise.all(texts.map(async (text) => say(
    await heng.checkReceipt(bytes(text), {{ now: new Date(now), ...options }})
  )));
}}"""
WHOLE = cases.bundle()
RECEIPT = bytes(Log().receipt(5))
TRUST = Trust(LOG.vkey, (WITNESS.vkey,))

pytestmark = pytest.mark.browser
few = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Open a page from disk that checks."""
    folder = tmp_path_factory.mktemp("bundle")
    with modules.opened(browser, folder, "frame/verify/checking.js", "checkBundle", "checkReceipt") as page:
        yield page


def told(report: Report) -> dict[str, Any]:
    """Tell what Python finds, as the browser tells it."""
    return {
        "faults": [f"{fault.code} {fault.at}" for fault in report.faults],
        "entries": {str(index): leaf for index, leaf in report.entries.items()},
        "documents": {name: str(index) for name, index in report.documents.items()},
        "witnessed": {name: at.timestamp() * 1000 for name, at in report.witnessed.items()},
        "seconded": report.seconded,
        "size": report.checkpoint and str(report.checkpoint.size),
    }


def asked(files: list[bytes]) -> list[str]:
    return [base64.b64encode(one).decode() for one in files]


def agree_on_bundles(page: Page, files: list[bytes], **keys: VerifierKey) -> None:
    options = {name: str(key) for name, key in keys.items()}
    found = page.evaluate(BUNDLES, [asked(files), NOW.isoformat(), options])
    for file, one in zip(files, found, strict=True):
        assert one == told(check_bundle(BytesIO(file), now=NOW, **keys))


def agree_on_receipts(page: Page, files: list[bytes], trust: Trust = TRUST) -> None:
    options = {"log": str(trust.log), "witnesses": [str(one) for one in trust.witnesses]}
    options |= {"second": str(trust.second)} if trust.second else {}
    found = page.evaluate(RECEIPTS, [asked(files), NOW.isoformat(), options])
    for file, one in zip(files, found, strict=True):
        assert one == told(check_receipt(file, trust, now=NOW))


@pytest.mark.clause("7.4")
def test_the_browser_believes_a_whole_bundle(page):
    agree_on_bundles(page, [WHOLE])
    agree_on_bundles(page, [WHOLE], log=LOG.vkey)
    agree_on_receipts(page, [RECEIPT])


@few
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(1, 255)), min_size=1, max_size=6))
def test_both_find_any_altered_byte_at_the_same_place(page, changes):
    agree_on_bundles(page, [changed(WHOLE, at, by) for at, by in changes])


@few
@given(st.lists(st.tuples(st.integers(0, len(RECEIPT) - 1), st.integers(1, 127)), min_size=1, max_size=12))
def test_both_find_any_altered_byte_of_a_receipt(page, changes):
    agree_on_receipts(page, [changed(RECEIPT, at, by) for at, by in changes])


def test_both_refuse_every_forgery(page):
    other, elsewhere = signer(LOG.name, 9), signer("log.example/other", 9)
    late = Cosigner("audit.example", private(2), NOW + timedelta(hours=1))
    there = cases.contents(Log())
    forged = [
        b"",
        WHOLE[:-1],
        WHOLE + b"0",
        cases.bundle(**{"entries/5.json": cases.leaf(6)}),
        cases.bundle(**{"openings/5.json": cases.opening(6)}),
        cases.bundle(**{"openings/5.json": b"{}"}),
        cases.bundle(**{"proofs/5.tlog-proof": bytes(replace(Log().receipt(6), extra=b""))}),
        cases.bundle(**{"proofs/5.tlog-proof": b"c2sp.org/tlog-proof@v1\n\n"}),
        cases.bundle(**{"documents/WJ000003.pdf": b"another"}),
        cases.bundle(checkpoint=b"nothing"),
        cases.bundle(checkpoint=Log(size=9).checkpoint()),
        cases.bundle(checkpoint=Log(signer=other).checkpoint()),
        cases.bundle(checkpoint=Log(signer=elsewhere).checkpoint()),
        cases.bundle(Log(witnesses=(late,))),
        cases.bundle(Log(witnesses=())),
        cases.bundle(Log(leaves=Log().leaves | {5: cases.leaf(5).replace(b"2026-03-01", b"2026-03-09")})),
        cases.bundle(Log(leaves=Log().leaves | {5: b"{}"})),
        cases.written([one for one in there if one.role != "proof"], Log()),
        cases.written([one for one in there if one.role != "entry"], Log()),
        cases.written([one for one in there if one.role != "opening"], Log()),
    ]
    agree_on_bundles(page, forged)
    agree_on_bundles(page, [WHOLE], log=other.vkey)
    agree_on_receipts(page, [RECEIPT, b"", b"c2sp.org/tlog-proof@v1\nindex 1\n\n"], Trust(other.vkey))


@pytest.mark.clause("7.4")
def test_both_say_of_the_second_signature_whether_it_holds_under_the_key_that_is_expected(page):
    ours, theirs = Sm2Signer("hsm.example", 2026), Sm2Signer("hsm.example", 2027)
    log = Log(second=ours)
    forged = log.checkpoint().replace(line_of(ours, log), line_of(ours, Log(size=9, second=ours)))
    first = cases.bundle(log)
    assert check_bundle(BytesIO(first), now=NOW).seconded is True
    assert check_bundle(BytesIO(first), now=NOW, log=LOG.vkey, second=theirs.vkey).seconded is False
    agree_on_bundles(page, [first, cases.bundle(log, checkpoint=forged)])
    for key in (ours.vkey, theirs.vkey):
        agree_on_bundles(page, [first, WHOLE, cases.bundle(log, checkpoint=forged)], log=LOG.vkey, second=key)
        agree_on_bundles(page, [first], second=key)
        agree_on_receipts(page, [bytes(log.receipt(5)), RECEIPT], Trust(LOG.vkey, (WITNESS.vkey,), key))
    (fault,) = check_receipt(
        bytes(log.receipt(5)).replace(log.checkpoint(), forged), Trust(LOG.vkey, (), ours.vkey), now=NOW
    ).faults
    assert (fault.code, fault.at) == ("second-signature", "receipt")


def test_a_browser_that_cannot_check_signatures_says_so_and_nothing_else(page):
    bare = page.context.new_page()
    bare.add_init_script(
        "crypto.subtle.importKey = () => Promise.reject(new DOMException('unknown', 'NotSupportedError'))"
    )
    bare.goto(page.url)
    bare.wait_for_function("() => Boolean(window.heng)")
    (found,) = bare.evaluate(BUNDLES, [asked([WHOLE]), NOW.isoformat(), {}])
    assert (found["faults"], found["entries"]) == (["no-crypto browser"], {})
    bare.close()


def line_of(signer: Sm2Signer, log: Log) -> bytes:
    """The line of the second signature under the head of a log."""
    return next(line for line in log.checkpoint().splitlines() if signer.vkey.name.encode() in line)


def changed(data: bytes, at: int, by: int) -> bytes:
    altered = bytearray(data)
    altered[at] ^= by
    return bytes(altered)
