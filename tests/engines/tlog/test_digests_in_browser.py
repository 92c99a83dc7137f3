"""A browser takes the digests, and verifies SM2, as the standards have it."""

import base64
import hashlib
from collections.abc import Iterator
from zlib import crc32

import pytest
from cryptography.hazmat.primitives import hashes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from heng.engines.tlog import sm2
from tests.engines.tlog import test_sm2 as example
from tests.engines.tlog.signers import Sm2Signer
from tests.support import modules

DECODE = "const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));"
DIGESTS = f"""(lists) => {{ {DECODE}
  return lists.map((pieces) => {{
    const [sha256, sm3, crc] = [heng.sha256InPieces(), heng.sm3InPieces(), new heng.Crc32()];
    pieces.map(bytes).forEach((piece) => {{ [sha256, sm3, crc].forEach((each) => each.update(piece)); }});
    return [heng.hex(sha256.digest()), heng.hex(sm3.digest()), crc.value];
  }});
}}"""
VERIFY = f"(asked) => {{ {DECODE} return asked.map((one) => heng.sm2Verify(...one.map(bytes))); }}"
GREAT = """async ([size, byte]) => {
  const [sha256, sm3] = [heng.sha256InPieces(), heng.sm3InPieces()];
  const part = new Uint8Array(1 << 20).fill(byte);
  let [read, most] = [0, 0];
  const note = (bytes) => { read += bytes; most = Math.max(most, bytes); };
  await heng.readThrough(new Blob(Array(size >> 20).fill(part)), [sha256, sm3], note);
  return [heng.hex(sha256.digest()), heng.hex(sm3.digest()), read, most];
}"""
NAMES = ("sha256InPieces", "sm3InPieces", "Crc32", "readThrough", "sm2Verify", "sm2Digest", "hex", "unhex", "unutf8")
GREATER = 96 << 20  # bytes, more than one piece

pytestmark = pytest.mark.browser
few = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with modules.opened(browser, tmp_path_factory.mktemp("digests"), "frame/verify/checking.js", *NAMES) as page:
        yield page


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def sm3(data: bytes) -> str:
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize().hex()


@few
@given(st.lists(st.lists(st.binary(max_size=200), max_size=6), min_size=1, max_size=20))
def test_digests_are_the_same_in_whatever_pieces_the_bytes_come(page, lists):
    found = page.evaluate(DIGESTS, [[text(piece) for piece in pieces] for pieces in lists])
    for whole, digests in zip(map(b"".join, lists), found, strict=True):
        assert digests == [hashlib.sha256(whole).hexdigest(), sm3(whole), crc32(whole)]


def test_every_length_around_a_block_is_padded_rightly(page):
    wholes = [bytes(range(length)) for length in range(130)]
    for whole, digests in zip(wholes, page.evaluate(DIGESTS, [[text(whole)] for whole in wholes]), strict=True):
        assert digests[:2] == [hashlib.sha256(whole).hexdigest(), sm3(whole)]


def test_a_file_is_read_piece_by_piece(page):
    sha256, found_sm3, read, most = page.evaluate(GREAT, [GREATER, 7])
    whole = b"\x07" * GREATER
    assert (sha256, found_sm3, read) == (hashlib.sha256(whole).hexdigest(), sm3(whole), GREATER)
    assert most <= 4 << 20


@pytest.mark.clause("7.4")
def test_the_published_signature_is_verified_in_the_browser(page):
    digest = "([key, message]) => heng.sm2Digest(heng.unhex(key), heng.unutf8(message)).toString()"
    found = page.evaluate(digest, [example.PUBLIC.hex(), example.MESSAGE.decode()])
    assert found == str(example.DIGEST)
    assert page.evaluate(VERIFY, [[text(example.PUBLIC), text(example.MESSAGE), text(example.SIGNATURE)]]) == [True]


@few
@given(st.lists(st.integers(0, 8 * len(example.PUBLIC + example.SIGNATURE + example.MESSAGE) - 1), max_size=5))
def test_a_turned_bit_spoils_it(page, bits):
    whole = example.PUBLIC + example.SIGNATURE + example.MESSAGE
    turned = [(int.from_bytes(whole) ^ 1 << bit).to_bytes(len(whole)) for bit in bits]
    asked = [[text(one[:65]), text(one[129:]), text(one[65:129])] for one in turned]
    assert page.evaluate(VERIFY, asked) == [False] * len(asked)


@few
@given(st.integers(1, sm2.N - 2), st.binary(max_size=200))
def test_what_another_signer_signs_is_verified(page, secret, message):
    signer = Sm2Signer("hsm.example", secret)
    asked = [text(signer.vkey.public), text(message), text(signer.sign(message))]
    assert page.evaluate(VERIFY, [asked]) == [True]


def test_what_is_no_signature_or_no_key_is_refused(page):
    asked = [[text(public), text(example.MESSAGE), text(signature)] for public, signature in example.UNFIT]
    assert page.evaluate(VERIFY, asked) == [False] * len(example.UNFIT)
