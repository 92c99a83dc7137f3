"""Notes and keys are those of C2SP signed-note: published ones are read, and nothing else is believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heng.engines.tlog.errors import MalformedError, SignatureError
from heng.engines.tlog.keys import VerifierKey, parse_key
from heng.engines.tlog.notes import Note, Signature, parse_note, sign_note, signature_by
from heng.engines.tlog.signing import Ed25519Signer
from tests.engines.tlog.signers import signer

# The example of Go's package golang.org/x/mod/sumdb/note.
NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NEUMANNS_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
NOTE = f"{TEXT}\n— PeterNeumann {SIGNATURE}\n".encode()
# The key of the checksum database of the Go modules.
GO = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"


@pytest.mark.parametrize("text", [NEUMANN, GO])
def test_a_published_key_is_read_and_written(text):
    key = parse_key(text)
    assert str(key) == text
    assert key.identifier.hex() == text.split("+")[1]


def test_the_published_note_is_believed():
    note = parse_note(NOTE)
    assert note.text == TEXT
    assert list(note.signed_by([parse_key(NEUMANN)])) == [parse_key(NEUMANN)]
    assert bytes(note) == NOTE


def test_the_published_signer_writes_the_published_note():
    neumann = Ed25519Signer.parse(NEUMANNS_SECRET)
    assert bytes(sign_note(TEXT, neumann)) == NOTE
    assert str(neumann.vkey) == NEUMANN
    assert neumann.secret() == NEUMANNS_SECRET
    assert "AYEK" not in repr(neumann)


@given(st.integers(0, 8 * len(NOTE) - 1))
def test_a_note_with_a_turned_bit_is_not_believed(bit):
    turned = (int.from_bytes(NOTE) ^ 1 << bit).to_bytes(len(NOTE))
    with pytest.raises((MalformedError, SignatureError)):
        parse_note(turned).signed_by([parse_key(NEUMANN)])


def test_signatures_by_unknown_keys_count_for_nothing():
    note = sign_note("text\n", signer("known"), signer("stranger", 2), signer("known", 3))
    assert list(note.signed_by([signer("known").vkey])) == [signer("known").vkey]
    with pytest.raises(SignatureError, match="none of the known keys"):
        note.signed_by([signer("other").vkey])


def test_one_false_signature_by_a_known_key_spoils_the_note():
    one, other = signer("one"), signer("other", 2)
    note = sign_note("text\n", one)
    false = Signature("other", other.vkey.identifier, bytes(64))
    with pytest.raises(SignatureError, match="by other is false"):
        note.and_signatures([false]).signed_by([one.vkey, other.vkey])
    second = Signature("one", one.vkey.identifier, bytes(64))
    with pytest.raises(SignatureError, match="by one is false"):
        note.and_signatures([second]).signed_by([one.vkey])


def test_a_signature_is_added_once():
    one, other = signer("one"), signer("other", 2)
    note = sign_note("text\n", one).and_signatures([signature_by(other, "text\n"), signature_by(one, "text\n")])
    assert note == sign_note("text\n", one, other)


def test_a_text_may_hold_blank_lines_and_lines_like_signatures():
    text = "a\n\n— one AAAAAAA=\n\n"
    note = sign_note(text, signer("one"))
    assert parse_note(bytes(note)) == note


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=20).map(lambda text: text + "\n"))
def test_any_text_can_be_signed_and_read_back(text):
    note = sign_note(text, signer("衡.example/日志"), signer("other", 2))
    assert parse_note(bytes(note)) == note
    assert len(note.signed_by([signer("衡.example/日志").vkey, signer("other", 2).vkey])) == 2


@pytest.mark.parametrize("text", ["", "no newline", "a\tb\n", "a\r\n", "a\0\n"])
def test_a_text_that_no_note_may_have_is_not_signed(text):
    with pytest.raises(MalformedError):
        sign_note(text, signer("one"))


LINE = f"— PeterNeumann {SIGNATURE}\n"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text\n",
        b"text\n\n",
        b"\xff\n\n" + LINE.encode(),
        f"text\n\n{LINE}"[:-1].encode(),
        f"text\n{LINE}".encode(),
        f"te\rxt\n\n{LINE}".encode(),
        f"text\n\n-{LINE[1:]}".encode(),
        f"text\n\n{LINE.replace(' ', '  ')}".encode(),
        f"text\n\n{LINE.replace('PeterNeumann', 'Peter+Neumann')}".encode(),
        f"text\n\n{LINE.replace('PeterNeumann', 'Peter　Neumann')}".encode(),
        f"text\n\n{LINE.replace('AM=', 'AN=')}".encode(),
        f"text\n\n{LINE.replace('AM=', 'AM')}".encode(),
        "text\n\n— PeterNeumann x08gow==\n".encode(),
        f"text\n\n{LINE * 101}".encode(),
        f"text\n\n{LINE}".encode().rjust(1_000_001, b"a"),
    ],
)
def test_what_is_no_note_is_refused(data):
    with pytest.raises(MalformedError):
        parse_note(data)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3",
        NEUMANN.replace("c74f20a3", "c74f20a4"),
        NEUMANN.replace("c74f20a3", "C74F20A3"),
        NEUMANN.replace("PeterNeumann", "Peter Neumann"),
        NEUMANN.removeprefix("PeterNeumann"),
        "PeterNeumann+c74f20a3+ARpc",
        "PeterNeumann+c74f20a3+BRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        NEUMANN + "\n",
    ],
)
def test_what_is_no_key_is_refused(text):
    with pytest.raises(MalformedError):
        parse_key(text)


@pytest.mark.parametrize("text", ["", NEUMANN, NEUMANNS_SECRET[:-4], NEUMANNS_SECRET.replace("c74f", "c74e")])
def test_what_is_no_secret_is_refused(text):
    with pytest.raises(MalformedError):
        Ed25519Signer.parse(text)


def test_sixteen_signatures_are_read():
    signers = [signer(f"witness{number}", number) for number in range(1, 17)]
    note = parse_note(bytes(sign_note("text\n", *signers)))
    assert len(note.signed_by([each.vkey for each in signers])) == 16


def test_the_same_key_under_two_names_is_two_keys():
    key = signer("one").vkey
    other = VerifierKey("two", key.algorithm, key.public)
    assert key.identifier != other.identifier
    assert isinstance(sign_note("text\n", signer("one")), Note)
