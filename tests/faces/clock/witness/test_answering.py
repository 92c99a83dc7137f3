"""A witness as its own process would answer, without the network: each refusal of C2SP tlog-witness, and its page."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from heng.engines.tlog.cosignatures import cosigned_at
from heng.engines.tlog.witnessing import Submission, cosigned
from heng.faces.clock.witness import answering
from heng.faces.clock.witness.answering import Witness
from heng.faces.clock.witness.keeping import Book, key_of
from tests.engines.tlog.signers import signer
from tests.faces.clock.witness.logs import FORKED, LOG, ORIGIN, submission

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
NAME = "audit.example/witness"


@pytest.fixture
def witness(tmp_path):
    return opened(tmp_path)


def opened(folder):
    return Witness(key_of(folder, NAME), Book(folder), {ORIGIN: [LOG.vkey]}, clock=lambda: NOON)


def ask(witness, body, method="POST", path="/add-checkpoint", length=None):
    said = []
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "wsgi.input": io.BytesIO(body)}
    environ["CONTENT_LENGTH"] = str(len(body)) if length is None else length
    told = b"".join(witness(environ, lambda status, heads: said.append((status, dict(heads)))))
    return int(said[0][0][:3]), said[0][1], told


def test_a_checkpoint_that_goes_on_is_cosigned_at_the_time_of_the_witness(witness):
    request = submission(5)
    status, _, told = ask(witness, request)
    assert status == 200
    note = cosigned(Submission.parse(request).note, told, [witness.vkey()])
    (signature,) = note.signed_by([witness.vkey()]).values()
    assert cosigned_at(signature.value) == NOON
    assert ask(witness, submission(300, old=5))[0] == 200


def test_a_fork_is_refused_and_kept_as_proof(witness):
    ask(witness, submission(300))
    forked = submission(300, old=300, shelf=FORKED)
    status, heads, told = ask(witness, forked)
    assert (status, heads["Content-Type"], told) == (409, "text/x.tlog.size", b"300\n")
    assert ask(witness, submission(400, old=300, shelf=FORKED))[0] == 422
    assert witness.book.lines()[ORIGIN].forks == 2
    ask(witness, forked)
    assert witness.book.lines()[ORIGIN].forks == 2


def test_a_rollback_is_refused_and_is_no_fork(witness):
    ask(witness, submission(300))
    assert ask(witness, submission(200, old=100))[0] == 409
    assert ask(witness, submission(200, old=200))[2] == b"300\n"
    assert witness.book.lines()[ORIGIN].forks == 0


def test_strangers_false_signatures_and_bad_bodies_are_refused(witness):
    assert ask(witness, submission(5, by=signer("elsewhere.example/log")))[0] == 404
    assert ask(witness, submission(5).replace(b"\n5\n", b"\n6\n"))[0] == 403
    assert ask(witness, b"old\n")[0] == 400
    assert ask(witness, b"")[0] == 400
    assert witness.book.lines() == {}


@pytest.mark.parametrize("length", [None, ""])
def test_what_is_too_great_is_refused_whatever_length_it_announces(witness, length):
    assert ask(witness, b"a" * (answering.MOST_BYTES + 1), length=length)[0] == 413


def test_other_ways_to_ask_lead_nowhere(witness):
    assert ask(witness, b"", method="GET")[0] == 405
    assert ask(witness, b"", path="/")[0] == 404
    assert ask(witness, b"", method="GET", path="/key")[0] == 404


def test_people_read_whose_log_is_witnessed_and_how_far(witness):
    status, heads, page = ask(witness, b"", method="GET", path="/")
    assert (status, heads["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "尚未签署过" in page.decode()
    ask(witness, submission(300))
    ask(witness, submission(400, old=300, shelf=FORKED))
    page = ask(witness, b"", method="GET", path="/")[2].decode()
    for told in (NAME, ORIGIN, "前 300 条", "2026年3月2日 12:00", "已拒绝 1 份", str(witness.vkey())):
        assert told in page.replace("&#x2B;", "+")
    assert ask(witness, b"", method="HEAD", path="/")[2] == b""


def test_what_a_witness_signed_it_knows_after_a_restart(tmp_path):
    first = opened(tmp_path)
    ask(first, submission(300))
    again = opened(tmp_path)
    assert again.vkey() == first.vkey()
    assert ask(again, submission(400, old=0))[2] == b"300\n"
    assert ask(again, submission(400, old=300))[0] == 200


def test_its_key_is_for_its_owner_and_keeps_its_name(tmp_path):
    key_of(tmp_path, NAME)
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(ValueError, match=NAME):
        key_of(tmp_path, "other.example/witness")


def test_of_two_branches_at_once_one_is_signed(tmp_path):
    both = [opened(tmp_path), opened(tmp_path)]
    bodies = [submission(300), submission(300, shelf=FORKED)] * 4
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(ask, both * 4, bodies))
    signed = {index % 2 for index, (status, _, _) in enumerate(told) if status == 200}
    assert len(signed) == 1
