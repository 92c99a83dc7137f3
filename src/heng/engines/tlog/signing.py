"""Who signs notes 「签名者」: a key at hand, a witness at a moment, or, through the same protocol, an HSM."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heng.engines.tlog.algorithms import COSIGNATURE, ED25519
from heng.engines.tlog.cosignatures import TIME, cosigned_message
from heng.engines.tlog.encoding import base64_of, bytes_of
from heng.engines.tlog.errors import MalformedError
from heng.engines.tlog.keys import VerifierKey

PRIVATE = "PRIVATE+KEY+"


class Signer(Protocol):
    """Signs notes under the name of its key. What guards its private key is its own affair: memory, file or HSM."""

    @property
    def vkey(self) -> VerifierKey: ...

    def sign(self, text: bytes) -> bytes:
        """Return the signature over the text of a note, as the algorithm of the key has it."""
        ...


@dataclass(frozen=True, slots=True)
class Ed25519Signer:
    """Signs with a private key in memory."""

    name: str
    private: Ed25519PrivateKey = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a signer from the secret text `PRIVATE+KEY+name+identifier+base64`, as Go's sumdb/note writes it.

        Raises:
            MalformedError: not such a text, or with a wrong identifier.
        """
        name, _, rest = text.removeprefix(PRIVATE).partition("+")
        material = bytes_of(rest.partition("+")[2])
        if material[:1] != ED25519.mark or len(material) != 1 + ED25519.key_size:
            raise MalformedError("not the text of a private key of Ed25519")
        signer = cls(name, Ed25519PrivateKey.from_private_bytes(material[1:]))
        if signer.secret() != text:
            raise MalformedError(f"not the private key of {signer.vkey}")
        return signer

    @property
    def vkey(self) -> VerifierKey:
        """Return the key that verifies what this signer signs."""
        return VerifierKey(self.name, ED25519, self.private.public_key().public_bytes_raw())

    def sign(self, text: bytes) -> bytes:
        """Sign the text of a note."""
        return self.private.sign(text)

    def secret(self) -> str:
        """Return the secret text that `parse` reads. Who has it can sign."""
        material = ED25519.mark + self.private.private_bytes_raw()
        return f"{PRIVATE}{self.name}+{self.vkey.identifier.hex()}+{base64_of(material)}"


@dataclass(frozen=True, slots=True)
class Cosigner:
    """Signs as a witness at a moment; which key and when is known before the text."""

    name: str
    private: Ed25519PrivateKey = field(repr=False)
    at: datetime

    @property
    def vkey(self) -> VerifierKey:
        """Return the key that verifies what this witness signs."""
        return VerifierKey(self.name, COSIGNATURE, self.private.public_key().public_bytes_raw())

    def sign(self, text: bytes) -> bytes:
        """Sign the text of a checkpoint, and the time."""
        time = int(self.at.timestamp())
        return time.to_bytes(TIME) + self.private.sign(cosigned_message(text, time))
