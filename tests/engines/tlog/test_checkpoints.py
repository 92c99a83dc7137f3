"""Checkpoints are those of C2SP tlog-checkpoint, and are believed only of the right log under the right key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heng.engines.tlog.checkpoints import Checkpoint, open_checkpoint
from heng.engines.tlog.errors import MalformedError, SignatureError
from heng.engines.tlog.notes import parse_note, sign_note
from tests.engines.tlog.signers import signer

ORIGIN = "example.com/behind-the-sofa"
TEXT = f"{ORIGIN}\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"  # the example of the specification
ROOT = bytes.fromhex("0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62")
LINES = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=10)
CHECKPOINTS = st.builds(
    Checkpoint, LINES, st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32), st.tuples(LINES) | st.just(())
)


def test_the_example_of_the_specification_is_read_and_written():
    checkpoint = Checkpoint(ORIGIN, 20852163, ROOT)
    assert Checkpoint.parse(TEXT) == checkpoint
    assert str(checkpoint) == TEXT


@given(CHECKPOINTS)
def test_a_checkpoint_is_read_as_it_was_written(checkpoint):
    assert Checkpoint.parse(str(checkpoint)) == checkpoint


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT[:-1],
        TEXT.replace(ORIGIN, ""),
        TEXT.replace("20852163", "020852163"),
        TEXT.replace("20852163", "-1"),
        TEXT.replace("20852163", "٢"),
        TEXT.replace("20852163", str(2**63)),
        TEXT.replace("20852163", ""),
        TEXT.replace("q2I=", "q2J="),
        TEXT.replace("q2I=", "q2I"),
        TEXT.replace("CsUY", ""),
        f"{ORIGIN}\n20852163\n",
        TEXT + "\n",
        TEXT + "\nextension\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(MalformedError):
        Checkpoint.parse(text)


def test_an_origin_is_one_line():
    with pytest.raises(MalformedError):
        Checkpoint("two\nlines", 0, ROOT)


def test_a_signed_checkpoint_is_believed():
    log, stranger = signer(ORIGIN), signer("stranger", 2)
    note = bytes(sign_note(TEXT, stranger, log))
    assert open_checkpoint(note, origin=ORIGIN, keys=[log.vkey]) == Checkpoint(ORIGIN, 20852163, ROOT)


def test_a_checkpoint_under_another_key_or_of_another_log_is_refused():
    log = signer(ORIGIN)
    note = bytes(sign_note(TEXT, log))
    with pytest.raises(SignatureError, match="none of the known keys"):
        open_checkpoint(note, origin=ORIGIN, keys=[signer(ORIGIN, 2).vkey])
    with pytest.raises(SignatureError, match=r"a checkpoint of 'example\.com/behind-the-sofa'"):
        open_checkpoint(note, origin="example.com/other", keys=[log.vkey])


NOTE = bytes(sign_note(TEXT, signer(ORIGIN)))


@given(st.integers(0, 8 * len(NOTE) - 1))
def test_a_checkpoint_with_a_turned_bit_is_refused(bit):
    turned = (int.from_bytes(NOTE) ^ 1 << bit).to_bytes(len(NOTE))
    with pytest.raises((MalformedError, SignatureError)):
        open_checkpoint(turned, origin=ORIGIN, keys=[signer(ORIGIN).vkey])


def test_what_is_signed_but_no_checkpoint_is_refused():
    with pytest.raises(MalformedError):
        open_checkpoint(bytes(sign_note("text\n", signer(ORIGIN))), origin=ORIGIN, keys=[signer(ORIGIN).vkey])
    assert parse_note(NOTE).text == TEXT
