"""Signed notes 「签名文本」: a text, a blank line, and a line for each signature (C2SP signed-note)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from heng.engines.tlog.encoding import base64_of, bytes_of
from heng.engines.tlog.errors import MalformedError, SignatureError
from heng.engines.tlog.keys import IDENTIFIER, VerifierKey, check_name
from heng.engines.tlog.signing import Signer

LONGEST = 1_000_000  # bytes; what is longer is not read
MOST = 100  # signatures
LINE = re.compile(r"\u2014 (?P<name>\S+) (?P<material>\S+)")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature of a note: the name and the identifier of the key, and what it signed; its `str` is its line."""

    name: str
    identifier: bytes
    value: bytes

    @classmethod
    def parse(cls, line: str) -> Self:
        """Read a signature from its line, without the newline.

        Raises:
            MalformedError: not such a line.
        """
        match = LINE.fullmatch(line)
        data = bytes_of(match["material"]) if match else b""
        if not match or len(data) <= IDENTIFIER:
            raise MalformedError(f"not the line of a signature: {line!r}")
        check_name(match["name"])
        return cls(match["name"], data[:IDENTIFIER], data[IDENTIFIER:])

    def is_by(self, key: VerifierKey) -> bool:
        """Tell whether it says that this key signed; whether it did is another question."""
        return (self.name, self.identifier) == (key.name, key.identifier)

    def __str__(self) -> str:
        return f"\u2014 {self.name} {base64_of(self.identifier + self.value)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text, which ends in a newline, and its signatures; its `bytes` is the note as it is published."""

    text: str
    signatures: tuple[Signature, ...]

    def signed_by(self, keys: Iterable[VerifierKey]) -> dict[VerifierKey, Signature]:
        """Return the signatures of those of the keys that signed. Signatures of other keys count for nothing.

        Raises:
            SignatureError: a signature by one of these keys is false, or none of them signed.
        """
        found: dict[VerifierKey, Signature] = {}
        for key in keys:
            for signature in dict.fromkeys(self.signatures):
                if signature.is_by(key):
                    self._check(key, signature)
                    found.setdefault(key, signature)
        if not found:
            raise SignatureError("none of the known keys signed this note")
        return found

    def claimed_by(self, keys: Iterable[VerifierKey]) -> list[VerifierKey]:
        """Return those of the keys that the note says have signed it; whether they did, `signed_by` tells."""
        return [key for key in keys if any(signature.is_by(key) for signature in self.signatures)]

    def and_signatures(self, signatures: Iterable[Signature]) -> Self:
        """Return the note with further signatures, each once."""
        return replace(self, signatures=tuple(dict.fromkeys([*self.signatures, *signatures])))

    def _check(self, key: VerifierKey, signature: Signature) -> None:
        if not key.verify(self.text.encode(), signature.value):
            raise SignatureError(f"the signature by {key.name} is false")

    def __bytes__(self) -> bytes:
        return (self.text + "\n" + "".join(str(signature) for signature in self.signatures)).encode()


def sign_note(text: str, *signers: Signer) -> Note:
    """Sign a text with each signer, in their order.

    Raises:
        MalformedError: the text does not end in a newline, or holds a control character.
    """
    _check_text(text)
    return Note(text, tuple(signature_by(signer, text) for signer in signers))


def signature_by(signer: Signer, text: str) -> Signature:
    """Let a signer sign the text of a note, which may have signatures already."""
    return Signature(signer.vkey.name, signer.vkey.identifier, signer.sign(text.encode()))


def parse_note(data: bytes) -> Note:
    """Read a note; nothing it says is to be believed before `signed_by`.

    Raises:
        MalformedError: not a signed note, or greater than what is read.
    """
    if len(data) > LONGEST:
        raise MalformedError(f"a note of {len(data)} bytes is not read")
    try:
        text, separator, signatures = data.decode().rpartition("\n\n")
    except UnicodeDecodeError as error:
        raise MalformedError("a note is not UTF-8") from error
    _check_text(text + "\n")
    if not separator or not signatures.endswith("\n") or signatures.count("\n") > MOST:
        raise MalformedError("a note has no signatures, too many, or is cut short")
    return Note(text + "\n", signatures_in(signatures))


def signatures_in(lines: str) -> tuple[Signature, ...]:
    """Read lines of signatures, each with its newline.

    Raises:
        MalformedError: a line is not that of a signature.
    """
    return tuple(Signature.parse(line) for line in lines.removesuffix("\n").split("\n"))


def _check_text(text: str) -> None:
    if not text.endswith("\n") or CONTROL.search(text):
        raise MalformedError("the text of a note does not end in a newline, or holds a control character")
