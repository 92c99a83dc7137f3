"""The key signs, with the time of an authority where one is set; a demonstration makes its certificate once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from heng.engines.isolated import Failed
from heng.ledger.evidence import signatures
from heng.ledger.evidence.documents import certificate
from heng.ledger.evidence.documents.signing import Key, sign
from heng.ledger.evidence.documents.typesetting import typeset
from tests.ledger.evidence.documents.conftest import LETTER, NOW
from tests.support.authority import timestamps


@pytest.fixture
def letter() -> bytes:
    return typeset(LETTER.content("演住建监〔2026〕1号", NOW.date()))


@pytest.fixture
def authority(tmp_path) -> Iterator[tuple[str, bytes]]:
    """A timestamp authority on this machine: its address, and its root."""
    with timestamps(tmp_path / "tsa") as (url, roots):
        yield url, (roots / "root.pem").read_bytes()


def test_the_time_of_an_authority_stands_in_the_signature(letter, root, authority):
    url, anchor = authority
    signed = sign(letter, Key(certificate.key(at=NOW).p12, "", url), reason="测试")
    (signature,) = signatures.check(signed, [root, anchor]).signatures
    assert (signature.holds, signature.stamped, signature.timing) == (True, True, "可信时间戳")
    (stranger,) = signatures.check(signed, [root]).signatures
    assert (stranger.holds, stranger.stamped) == (True, False)


def test_an_authority_that_is_silent_fails_the_signing(letter):
    with pytest.raises(Failed):
        sign(letter, Key(certificate.key(at=NOW).p12, "", "http://127.0.0.1:9/"), reason="测试")


def test_a_wrong_password_fails_the_signing(letter):
    with pytest.raises(Failed):
        sign(letter, Key(certificate.key(at=NOW).p12, "wrong", ""), reason="测试")


def test_the_certificate_of_a_demonstration_is_made_once_for_its_owner_only(shelf):
    with ThreadPoolExecutor(4) as pool:
        keys = {key.p12 for key in pool.map(lambda _: certificate.key(at=NOW), range(8))}
    assert len(keys) == 1
    assert (shelf / "demo-sign.p12").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in shelf.iterdir() if path.is_file()] == ["demo-sign.p12"]


def test_the_same_content_is_typeset_to_the_same_bytes(letter):
    assert typeset(LETTER.content("演住建监〔2026〕1号", NOW.date())) == letter
