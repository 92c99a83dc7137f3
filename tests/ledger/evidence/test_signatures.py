"""Signatures in PDFs of strangers are told in plain words; nothing in a file becomes a fault of ours."""

import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from heng.engines.isolated import Failed, run
from heng.ledger.evidence import signatures
from heng.ledger.evidence.documents import certificate
from heng.ledger.evidence.documents.signing import sign
from heng.ledger.evidence.documents.typesetting import typeset
from heng.ledger.evidence.signatures import GONE, NONE, TOO_LARGE, UNREADABLE, check, signed
from heng.ledger.evidence.store import store
from tests.ledger.evidence.conftest import kept
from tests.ledger.evidence.documents.conftest import LETTER, NOW, root, shelf  # noqa: F401  -- fixtures


@pytest.fixture
def letter(shelf) -> bytes:  # noqa: F811
    pdf = typeset(LETTER.content("演住建监〔2026〕1号", NOW.date()))
    return sign(pdf, certificate.key(at=NOW), reason="测试")


def only(pdf: bytes, *roots: bytes) -> signatures.Signature:
    (found,) = check(pdf, list(roots)).signatures
    return found


def test_a_signature_that_holds_says_who_and_when(letter, root):  # noqa: F811
    found = only(letter, root)
    assert found.signer == certificate.DEMO_NAME
    assert found.at is not None
    assert NOW.replace(microsecond=0) <= found.at <= datetime.now(UTC)
    assert (found.integrity, found.trust) == ("签名后文件内容没有改动", "证书可以追溯到受信任的根证书")
    assert found.timing.startswith("签名人自报时间")


def test_a_stranger_is_not_trusted(letter):
    assert only(letter).trust.startswith("证书不在本系统信任名单内")
    assert only(letter).holds


@pytest.mark.parametrize("place", [0.05, 0.2, 0.4, 0.6, 0.75])
def test_a_flipped_byte_is_told(letter, root, place):  # noqa: F811
    at = int(len(letter) * place)
    report = check(letter[:at] + bytes([letter[at] ^ 1]) + letter[at + 1 :], [root])
    assert report.sentence == UNREADABLE or not report.signatures[0].holds


def test_what_was_added_after_the_signature_is_told(letter, root):  # noqa: F811
    for added in (b"\n% more", letter[letter.rindex(b"xref") :]):
        report = check(letter + added, [root])
        assert report.sentence == UNREADABLE or not report.signatures[0].holds


def test_a_pdf_without_a_signature_says_so():
    assert check(typeset(LETTER.content("演住建监〔2026〕1号", NOW.date())), []).sentence == NONE


END = b"startxref\n9\n%%EOF"
HOSTILE = {
    "nothing": b"",
    "noise": bytes(range(256)) * 40,
    "a head only": b"%PDF-1.7\n",
    "a loop of tables": b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer <</Size 1/Prev 9/Root 1 0 R>>\n" + END,
    "deep nesting": b"%PDF-1.7\n1 0 obj\n" + b"[" * 100_000 + b"\nendobj\ntrailer <</Root 1 0 R>>\n" + END,
    "a bomb": b"%PDF-1.5\n1 0 obj <</Type/XRef/Filter/FlateDecode/W[1 4 2]/Size 9/Root 2 0 R/Length 99>> stream\n"
    + zlib.compress(zlib.compress(bytes(300_000_000)))
    + b"\nendstream endobj\n"
    + END,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pdf_gives_a_sentence(name):
    assert check(HOSTILE[name], []).sentence in {UNREADABLE, NONE}


def test_a_signed_letter_cut_anywhere_gives_a_sentence_or_a_signature_that_does_not_hold(letter):
    for part in (3, 10, 100):
        report = check(letter[: -len(letter) // part], [])
        assert report.sentence or not report.signatures[0].holds


def test_work_is_bounded_in_time_and_memory():
    with pytest.raises(Failed):
        run("heng.ledger.evidence.validating", b"x" * 10, seconds=20, megabytes=16)
    with pytest.raises(Failed, match="too slow"):
        run("this", b"", seconds=0, megabytes=16)


@pytest.mark.django_db
class TestKept:
    """What is asked about kept files."""

    @pytest.fixture(autouse=True)
    def house(self, settings, shelf):  # noqa: F811
        settings.CACHES = {
            "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(shelf)}
        }

    def test_roots_are_read_from_their_folder(self, settings, letter, root, shelf):  # noqa: F811
        (shelf / "roots").mkdir()
        (shelf / "roots" / "demo.der").write_bytes(root)
        settings.TRUST_ROOTS = str(shelf / "roots")
        assert signed(kept(letter)).signatures[0].trusted

    def test_the_answer_is_remembered(self, letter, monkeypatch):
        file = kept(letter)
        first = signed(file)
        monkeypatch.setattr(signatures, "run", lambda *_, **__: pytest.fail("asked twice"))
        assert signed(file) == first

    def test_a_file_that_is_no_pdf_has_none(self):
        assert signed(kept(b"1,2\n", "a.csv")) == signatures.Report()

    def test_a_file_that_is_too_large_or_gone_gives_a_sentence(self, letter, monkeypatch):
        file = kept(letter)
        with monkeypatch.context() as small:
            small.setattr(signatures, "LARGEST", 10)
            assert signed(file).sentence == TOO_LARGE
        store().remove(file.content.key)
        assert not Path(file.content.key).exists()
        assert signed(file).sentence == GONE
