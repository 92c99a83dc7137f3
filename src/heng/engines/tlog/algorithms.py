"""The algorithms by which notes are signed 「签名算法」: Ed25519, cosignatures of witnesses, SM2 「国密签名」.

SM2 has no byte of its own in C2SP signed-note. It takes 0xff and the identifier below, as the specification advises:
the public key is the point uncompressed (65 bytes), the signature r and s (64 bytes), the message the text of the note,
the identity of the signer the usual one of GM/T 0009-2012.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from heng.engines.tlog import sm2
from heng.engines.tlog.cosignatures import TIME, cosigned_message, time_in
from heng.engines.tlog.errors import MalformedError


@dataclass(frozen=True, slots=True)
class Algorithm:
    """How a note is signed: its mark before the public key, the bytes of that key, and who answers whether it holds.

    `verify` takes public key, text and signature.
    """

    mark: bytes
    key_size: int
    verify: Callable[[bytes, bytes, bytes], bool] = field(repr=False)


def _ed25519(public: bytes, text: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def _cosignature(public: bytes, text: bytes, signature: bytes) -> bool:
    try:
        message = cosigned_message(text, time_in(signature))
    except MalformedError:
        return False
    return _ed25519(public, message, signature[TIME:])


ED25519 = Algorithm(b"\x01", 32, _ed25519)
COSIGNATURE = Algorithm(b"\x04", 32, _cosignature)
SM2 = Algorithm(b"\xffGB/T 32918.2 SM2-SM3\n", 65, sm2.verify)
ALGORITHMS = (ED25519, COSIGNATURE, SM2)
