"""Witnessing 「见证」: a witness signs only what goes on from what it signed last (C2SP tlog-witness, add-checkpoint).

Both sides of the protocol, without the HTTP. The witness keeps one checkpoint for each log. Whoever serves it reads
that checkpoint, asks `answer`, and keeps the new one before the answer goes out, all in one transaction; otherwise two
requests at once could be answered on two branches.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Self

from heng.engines.tlog.checkpoints import Checkpoint
from heng.engines.tlog.encoding import base64_of, hash_of, number_of
from heng.engines.tlog.errors import MalformedError, ProofError, SignatureError
from heng.engines.tlog.keys import VerifierKey
from heng.engines.tlog.merkle import EMPTY_ROOT
from heng.engines.tlog.notes import Note, parse_note, signature_by, signatures_in
from heng.engines.tlog.proofs import check_consistency
from heng.engines.tlog.signing import Signer

OLD = "old "
LONGEST_PROOF = 63
TEXT_TYPE, SIZE_TYPE = "text/plain; charset=utf-8", "text/x.tlog.size"


@dataclass(frozen=True, slots=True)
class Submission:
    """A checkpoint that is laid before a witness, with the proof that it goes on from `old_size` leaves.

    Its `bytes` is the body of the request.
    """

    old_size: int
    proof: tuple[bytes, ...]
    note: Note

    @classmethod
    def parse(cls, body: bytes) -> Self:
        """Read the body of a request.

        Raises:
            MalformedError: not such a body, or with more than 63 hashes.
        """
        head, _, note = body.partition(b"\n\n")
        try:
            old, *proof = head.decode("ascii").split("\n")
        except UnicodeDecodeError as error:
            raise MalformedError("the lines before a checkpoint are not ASCII") from error
        if not old.startswith(OLD) or len(proof) > LONGEST_PROOF:
            raise MalformedError("a submission begins with the old size and at most 63 hashes")
        return cls(number_of(old.removeprefix(OLD)), tuple(map(hash_of, proof)), parse_note(note))

    def __bytes__(self) -> bytes:
        lines = (f"{OLD}{self.old_size}", *map(base64_of, self.proof))
        return "".join(f"{line}\n" for line in (*lines, "")).encode() + bytes(self.note)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a witness answers, and the checkpoint that it must keep before; None when what it has stays."""

    status: HTTPStatus
    body: bytes = b""
    content_type: str = TEXT_TYPE
    keep: Checkpoint | None = None


def answer(
    body: bytes, *, logs: Mapping[str, Collection[VerifierKey]], kept: Mapping[str, Checkpoint], signer: Signer
) -> Answer:
    """Answer a request: cosign a checkpoint that goes on from the one kept for its log, and refuse any other.

    `logs` holds the trusted keys by origin, `kept` the checkpoint kept last by origin; it is asked at most once.
    """
    try:
        submission = Submission.parse(body)
        checkpoint = Checkpoint.parse(submission.note.text)
    except MalformedError:
        return Answer(HTTPStatus.BAD_REQUEST)
    if checkpoint.origin not in logs:
        return Answer(HTTPStatus.NOT_FOUND)
    try:
        submission.note.signed_by(logs[checkpoint.origin])
    except SignatureError:
        return Answer(HTTPStatus.FORBIDDEN)
    last = kept.get(checkpoint.origin) or Checkpoint(checkpoint.origin, 0, EMPTY_ROOT)
    objection = _objection(submission, checkpoint, last)
    if objection:
        return objection
    return Answer(HTTPStatus.OK, str(signature_by(signer, submission.note.text)).encode(), keep=checkpoint)


def cosigned(note: Note, body: bytes, witnesses: Collection[VerifierKey]) -> Note:
    """Return a checkpoint with the cosignatures that a witness answered, those of known witnesses only.

    Raises:
        MalformedError: not lines of signatures.
        SignatureError: one of them is false, or none by a known witness.
    """
    answered = Note(note.text, signatures_in(_text(body)))
    return note.and_signatures(answered.signed_by(witnesses).values())


def size_in(body: bytes) -> int:
    """Return the size that a witness has, from its answer of a conflict (409): prove from there, and ask again.

    Raises:
        MalformedError: not a size on a line.
    """
    text = _text(body)
    if not text.endswith("\n"):
        raise MalformedError("a size ends in a newline")
    return number_of(text[:-1])


def _objection(submission: Submission, checkpoint: Checkpoint, last: Checkpoint) -> Answer | None:
    if submission.old_size > checkpoint.size:
        return Answer(HTTPStatus.BAD_REQUEST)
    is_fork = checkpoint.size == last.size > 0 and checkpoint.root != last.root
    if submission.old_size != last.size or is_fork:
        return Answer(HTTPStatus.CONFLICT, f"{last.size}\n".encode(), SIZE_TYPE)
    try:
        check_consistency(
            submission.proof, old_size=last.size, old_root=last.root, size=checkpoint.size, root=checkpoint.root
        )
    except ProofError:
        return Answer(HTTPStatus.UNPROCESSABLE_ENTITY)
    return None


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise MalformedError("an answer is not UTF-8") from error
