"""Whatever is handed over, a reader says that it is malformed, and a witness answers; nothing else rises."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heng.engines.tlog.bundles import bundle, entries_in
from heng.engines.tlog.checkpoints import Checkpoint
from heng.engines.tlog.cosignatures import cosigned_at
from heng.engines.tlog.errors import MalformedError
from heng.engines.tlog.keys import parse_key
from heng.engines.tlog.merkle import EMPTY_ROOT
from heng.engines.tlog.notes import parse_note, sign_note
from heng.engines.tlog.signing import Cosigner, Ed25519Signer
from heng.engines.tlog.tiles import parse_path
from heng.engines.tlog.witnessing import Submission, answer, size_in
from tests.engines.tlog.signers import private, signer

LOG = signer("log")
CHECKPOINT = Checkpoint("log", 0, EMPTY_ROOT)
NOTE = sign_note(str(CHECKPOINT), LOG)
REQUEST = bytes(Submission(0, (EMPTY_ROOT,), NOTE))
READERS = [
    (parse_note, bytes(NOTE)),
    (Submission.parse, REQUEST),
    (size_in, b"12\n"),
    (cosigned_at, bytes(72)),
    (lambda data: entries_in(data, 2), bundle([b"one", b"two"])),
    (lambda data: parse_key(data.decode("latin-1")), str(LOG.vkey).encode()),
    (lambda data: Ed25519Signer.parse(data.decode("latin-1")), LOG.secret().encode()),
    (lambda data: Checkpoint.parse(data.decode("latin-1")), str(CHECKPOINT).encode()),
    (lambda data: parse_path(data.decode("latin-1")), b"tile/0/x001/x234/067.p/8"),
]


@st.composite
def spoilt(draw: st.DrawFn, whole: bytes) -> bytes:
    """A thing with a stretch of it replaced, or anything at all."""
    start, end = sorted(draw(st.tuples(*[st.integers(0, len(whole))] * 2)))
    changed = whole[:start] + draw(st.binary(max_size=8)) + whole[end:]
    return draw(st.just(changed) | st.binary(max_size=100))


@pytest.mark.parametrize(("read", "whole"), READERS)
def test_a_reader_reads_what_is_whole(read, whole):
    assert read(whole) is not None


@pytest.mark.parametrize(("read", "whole"), READERS)
@given(data=st.data())
def test_a_reader_reads_or_says_that_it_is_malformed(read, whole, data):
    with suppress(MalformedError):
        read(data.draw(spoilt(whole)))


@given(st.data())
def test_a_witness_has_an_answer_to_everything(data):
    body = data.draw(spoilt(REQUEST) | st.just(REQUEST))
    witness = Cosigner("witness", private(9), datetime(2026, 3, 2, tzinfo=UTC))
    told = answer(body, logs={"log": [LOG.vkey]}, kept={}, signer=witness)
    assert told.status in {200, 400, 403, 404, 409, 422}
    assert told.keep is None or told.keep == CHECKPOINT
