"""A witness cosigns what goes on, refuses forks and strangers, and says what C2SP tlog-witness wants said."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heng.engines.tlog.algorithms import COSIGNATURE
from heng.engines.tlog.checkpoints import Checkpoint
from heng.engines.tlog.cosignatures import cosigned_at, cosigned_message
from heng.engines.tlog.errors import MalformedError, SignatureError
from heng.engines.tlog.keys import VerifierKey, parse_key
from heng.engines.tlog.merkle import EMPTY_ROOT, root_of
from heng.engines.tlog.notes import Note, Signature, parse_note, sign_note, signatures_in
from heng.engines.tlog.proofs import prove_consistency
from heng.engines.tlog.signing import Cosigner
from heng.engines.tlog.witnessing import SIZE_TYPE, Answer, Submission, answer, cosigned, size_in
from tests.engines.tlog.shelf import Shelf, shelf_of
from tests.engines.tlog.signers import private, signer

ORIGIN = "example.com/behind-the-sofa"
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
LOG = signer(ORIGIN)
WITNESS = Cosigner("witness.example/w1", private(9), NOON)
FORKED_AT = 20

# The example of C2SP tlog-cosignature: what is signed.
SPOKEN = """cosignature/v1
time 1679315147
example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
"""
# The example of C2SP tlog-witness: a request.
REQUEST = f"""old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— {ORIGIN} Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— {ORIGIN} opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
""".encode()


@pytest.fixture(scope="module")
def forked(leaves) -> Shelf:
    """The same log, another history after leaf 20."""
    return shelf_of([*leaves[:FORKED_AT], *reversed(leaves[FORKED_AT:1000])])


def checkpoint(shelf: Shelf, size: int) -> Checkpoint:
    return Checkpoint(ORIGIN, size, shelf.tree(size).root())


def submission(shelf: Shelf, old: int, size: int) -> Submission:
    proof = tuple(prove_consistency(shelf.tree(size), old)) if old <= size else ()
    return Submission(old, proof, sign_note(str(checkpoint(shelf, size)), LOG))


def ask(request: Submission | bytes, kept: Checkpoint | None = None, **changes) -> Answer:
    logs = {ORIGIN: [LOG.vkey]}
    return answer(bytes(request), **{"logs": logs, "kept": {ORIGIN: kept} if kept else {}, "signer": WITNESS} | changes)


def test_the_request_of_the_specification_is_read_and_written():
    request = Submission.parse(REQUEST)
    assert (request.old_size, len(request.proof), len(request.note.signatures)) == (20852014, 4, 2)
    assert Checkpoint.parse(request.note.text).size == 20852163
    assert bytes(request) == REQUEST


def test_what_a_witness_signs_is_the_message_of_the_specification():
    assert cosigned_message("".join(SPOKEN.splitlines(keepends=True)[2:]).encode(), 1679315147).decode() == SPOKEN


def test_the_first_checkpoint_and_what_goes_on_from_it_are_cosigned(shelf):
    first = ask(submission(shelf, 0, 5))
    assert (first.status, first.keep) == (200, checkpoint(shelf, 5))
    second = ask(submission(shelf, 5, 300), first.keep)
    assert (second.status, second.keep) == (200, checkpoint(shelf, 300))


def test_the_log_takes_the_cosignature_in(shelf):
    request = submission(shelf, 0, 5)
    note = cosigned(request.note, ask(request).body, [WITNESS.vkey])
    found = parse_note(bytes(note)).signed_by([LOG.vkey, parse_key(str(WITNESS.vkey))])
    assert set(found) == {LOG.vkey, WITNESS.vkey}
    assert cosigned_at(found[WITNESS.vkey].value) == NOON


def test_the_same_checkpoint_is_cosigned_again(shelf):
    again = ask(submission(shelf, 5, 5), checkpoint(shelf, 5))
    assert (again.status, again.keep) == (200, checkpoint(shelf, 5))


def test_another_root_of_the_same_size_is_a_conflict(shelf, forked):
    refused = ask(submission(forked, 40, 40), checkpoint(shelf, 40))
    assert refused == Answer(409, b"40\n", SIZE_TYPE)
    assert size_in(refused.body) == 40


@pytest.mark.parametrize("old", [0, 4, 6])
def test_who_does_not_know_what_the_witness_has_is_told(shelf, old):
    refused = ask(submission(shelf, old, 300), checkpoint(shelf, 5))
    assert (refused.status, refused.body, refused.content_type, refused.keep) == (409, b"5\n", SIZE_TYPE, None)


def test_who_goes_on_from_a_new_witness_is_told_that_it_has_nothing(shelf):
    assert ask(submission(shelf, 5, 300)).body == b"0\n"


def test_a_fork_is_not_cosigned(shelf, forked):
    assert ask(submission(forked, 30, 300), checkpoint(shelf, 30)) == Answer(422)
    assert ask(submission(forked, FORKED_AT, 300), checkpoint(shelf, FORKED_AT)).status == 200


def test_a_tree_does_not_shrink(shelf):
    assert ask(submission(shelf, 300, 5), checkpoint(shelf, 300)) == Answer(400)
    assert ask(submission(shelf, 5, 5), checkpoint(shelf, 300)).status == 409


def test_from_nothing_no_proof_is_due(shelf):
    request = submission(shelf, 0, 5)
    assert ask(Submission(0, (EMPTY_ROOT,), request.note)) == Answer(422)


def test_an_empty_log_is_cosigned_with_the_empty_root_only():
    good, bad = (Checkpoint(ORIGIN, 0, root) for root in (EMPTY_ROOT, bytes(32)))
    assert ask(Submission(0, (), sign_note(str(good), LOG))).status == 200
    assert ask(Submission(0, (), sign_note(str(bad), LOG))) == Answer(422)


def test_a_log_that_is_not_known_is_not_found(shelf):
    assert ask(submission(shelf, 0, 5), logs={"example.com/other": [LOG.vkey]}) == Answer(404)


def test_a_stranger_may_not_sign_for_the_log(shelf):
    text = str(checkpoint(shelf, 5))
    assert ask(Submission(0, (), sign_note(text, signer(ORIGIN, 2)))) == Answer(403)
    false = Note(text, (Signature(ORIGIN, LOG.vkey.identifier, bytes(64)),))
    assert ask(Submission(0, (), false)) == Answer(403)
    assert ask(Submission(0, (), sign_note(text, signer(ORIGIN, 2), LOG))).status == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        REQUEST.removeprefix(b"old 20852014\n"),
        REQUEST.replace(b"old ", b"old  "),
        REQUEST.replace(b"old 2", b"old 02"),
        REQUEST.replace(b"old 2", b"new 2"),
        REQUEST.replace(b"Pl", b"P"),
        REQUEST.replace(b"old 20852014\n", b"old 20852014\n" + b"PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n" * 60),
        REQUEST.replace(b"20852163\n", b""),
        REQUEST.replace(b"\n\n", b"\n"),
        REQUEST[:-1],
        b"\xff" + REQUEST,
    ],
)
def test_a_request_without_form_is_a_bad_one(body):
    assert ask(body) == Answer(400)


def test_a_false_or_strange_answer_is_not_taken_in(shelf):
    request = submission(shelf, 0, 5)
    body = ask(request).body
    with pytest.raises(SignatureError):
        cosigned(request.note, body, [VerifierKey("other", COSIGNATURE, WITNESS.vkey.public)])
    with pytest.raises(SignatureError):
        cosigned(submission(shelf, 0, 6).note, body, [WITNESS.vkey])
    for wrong in (b"", b"\xff\n", b"5\n"):
        with pytest.raises(MalformedError):
            cosigned(request.note, wrong, [WITNESS.vkey])


@pytest.mark.parametrize("body", [b"", b"5", b"05\n", b"5\n\n", b"\xff\n"])
def test_a_size_is_a_number_on_a_line(body):
    with pytest.raises(MalformedError):
        size_in(body)


@pytest.mark.parametrize("value", [b"", bytes(71), bytes(73), b"\x80" + bytes(71), b"\x7f" + bytes(71)])
def test_what_is_no_cosignature_has_no_moment_and_does_not_verify(value):
    with pytest.raises(MalformedError):
        cosigned_at(value)
    assert not WITNESS.vkey.verify(b"text\n", value)


def test_a_cosignature_beyond_all_time_does_not_verify():
    time = 1 << 63
    assert not WITNESS.vkey.verify(b"text\n", time.to_bytes(8) + private(9).sign(cosigned_message(b"text\n", time)))


def test_a_cosignature_holds_for_its_moment_only(shelf):
    (signature,) = signatures_in(ask(submission(shelf, 0, 5)).body.decode())
    text = str(checkpoint(shelf, 5)).encode()
    assert WITNESS.vkey.verify(text, signature.value)
    assert not WITNESS.vkey.verify(text, bytes(8) + signature.value[8:])


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 60), st.integers(0, 60)), max_size=12))
def test_whatever_is_asked_all_that_is_cosigned_is_one_history(leaves, shelf, forked, requests):
    kept, histories = None, [leaves, [*leaves[:FORKED_AT], *reversed(leaves[FORKED_AT:1000])]]
    signed = [kept]
    for is_fork, old, size in requests:
        told = ask(submission(forked if is_fork else shelf, old, size), kept)
        assert (told.status == 200) == (told.keep is not None)
        if told.keep:
            assert kept is None or told.keep.size >= kept.size
            kept = told.keep
            signed.append(kept)
    assert any(all(root_of(leaves[: each.size]) == each.root for each in signed if each) for leaves in histories)
