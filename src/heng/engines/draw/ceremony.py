"""Commitments and reveals 「承诺与揭示」: chance made by several parties, fair if only one of them is honest."""

import base64
import hashlib
from dataclasses import asdict, dataclass

import rfc8785

from heng.engines.draw.frozen import FrozenList, Use
from heng.engines.draw.texts import DrawError, check_hex, check_reference, check_text

COMMITMENT, SEED = "heng-draw/v1 commitment", "heng-draw/v1 seed"
NONCE_BYTES, ROOT_BYTES = 32, 32
MOST_ENTRIES = 2**53 - 1  # the largest integer that JSON keeps everywhere (RFC 8785)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The checkpoint 「检查点」 that seals list and commitments: the three lines of a C2SP `tlog-checkpoint`.

    It is the first one whose tree holds them all, and it precedes every reveal; `root` is in base64, as in the log.
    """

    origin: str
    size: int
    root: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """A party's promise 「承诺」: SHA-256, in hexadecimal, that binds it to one nonce for one draw."""

    party: str
    digest: str


@dataclass(frozen=True, slots=True)
class Reveal:
    """What a party showed 「揭示」: 32 bytes in hexadecimal; nothing or a wrong nonce only with the reason on record.

    It is a reveal whoever shows it: a nonce that was also deposited under seal may be opened for an absent party. A
    nonce that comes too late is not written down: the reason says so.
    """

    party: str
    nonce: str = ""
    absence: str = ""


@dataclass(frozen=True, slots=True)
class Ceremony:
    """All that a draw is made from; `public_value` is empty unless it was used.

    Raises:
        DrawError: `text` or `too-few`, when a part is not written as it must be.
    """

    frozen: FrozenList
    checkpoint: Checkpoint
    commitments: tuple[Commitment, ...]
    reveals: tuple[Reveal, ...]
    public_value: str = ""

    def __post_init__(self) -> None:
        _check_checkpoint(self.checkpoint)
        for number, commitment in enumerate(self.commitments):
            check_reference(commitment.party, f"commitments[{number}].party")
            check_hex(commitment.digest, f"commitments[{number}].digest")
        for number, reveal in enumerate(self.reveals):
            _check_reveal(reveal, f"reveals[{number}]")
        if self.public_value:
            check_text(self.public_value, "public_value")

    @property
    def seed(self) -> str:
        """SHA-256, in hexadecimal, over lines that end in a line feed; what is missing leaves its line empty."""
        seal = self.checkpoint
        nonces = ["" if one.absence else one.nonce for one in self.reveals]
        sealed = (self.frozen.draw, self.frozen.digest, seal.origin, str(seal.size), seal.root)
        return _hash_lines(SEED, *sealed, *(one.digest for one in self.commitments), *nonces, self.public_value)

    @property
    def reveals_digest(self) -> str:
        """SHA-256, in hexadecimal, over the reveals as canonical JSON. No part of the seed: reasons can be worded."""
        return hashlib.sha256(rfc8785.dumps([asdict(one) for one in self.reveals])).hexdigest()

    def wrong_commitments(self) -> list[str]:
        """Name the places where commitments are not those of the parties of the list, in their order."""
        parties = self.frozen.parties
        wrong = [
            f"commitments[{number}]"
            for number, (party, one) in enumerate(zip(parties, self.commitments, strict=False))
            if one.party != party
        ]
        return wrong if len(self.commitments) == len(parties) else [*wrong, "commitments"]

    def wrong_reveals(self) -> list[str]:
        """Name the reveals that are out of place, do not open their commitment, or were set aside although they do."""
        given = zip(self.frozen.parties, self.commitments, self.reveals, strict=False)
        wrong = [
            f"reveals[{number}]"
            for number, (party, commitment, reveal) in enumerate(given)
            if reveal.party != party or self._opens(reveal, commitment) == bool(reveal.absence)
        ]
        return wrong if len(self.reveals) == len(self.frozen.parties) else [*wrong, "reveals"]

    def wrong_public_value(self) -> list[str]:
        """Name the public value when it lacks, was added without need, or comes from the log of whoever seals."""
        declared = self.frozen.public_value
        is_needed = declared.use is Use.ALWAYS or any(one.absence for one in self.reveals)
        is_own = self.checkpoint.origin in declared.source
        return ["public_value"] if is_own or is_needed != bool(self.public_value) else []

    def _opens(self, reveal: Reveal, commitment: Commitment) -> bool:
        return commit_to(self.frozen.draw, reveal.party, reveal.nonce) == commitment.digest


def commit(draw: str, party: str, nonce: bytes) -> Commitment:
    """Make the commitment of a party; the nonce is `secrets.token_bytes(32)`, told to nobody until the reveal.

    Raises:
        ValueError: not 32 bytes.
        DrawError: `text`, for a reference that is none.
    """
    if len(nonce) != NONCE_BYTES:
        raise ValueError(f"a nonce has {NONCE_BYTES} bytes, not {len(nonce)}")
    check_reference(draw, "draw")
    check_reference(party, "party")
    return Commitment(party, commit_to(draw, party, nonce.hex()))


def commit_to(draw: str, party: str, nonce: str) -> str:
    """SHA-256 over four lines; party and draw are in it so that no commitment can be copied or used again."""
    return _hash_lines(COMMITMENT, draw, party, nonce)


def _hash_lines(*lines: str) -> str:
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def _check_checkpoint(seal: Checkpoint) -> None:
    check_text(seal.origin, "checkpoint.origin")
    if not 1 <= seal.size <= MOST_ENTRIES:
        raise DrawError("too-few", "checkpoint.size", "检查点至少包含一条记录")
    try:
        root = base64.b64decode(seal.root, validate=True)
    except ValueError:
        root = b""
    if len(root) != ROOT_BYTES or base64.b64encode(root).decode() != seal.root:
        raise DrawError("text", "checkpoint.root", "应为32字节的Base64")


def _check_reveal(reveal: Reveal, at: str) -> None:
    check_reference(reveal.party, f"{at}.party")
    if reveal.nonce or not reveal.absence:
        check_hex(reveal.nonce, f"{at}.nonce")
    if reveal.absence:
        check_text(reveal.absence, f"{at}.absence")
