"""Signers of the tests, each from a seed."""

from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heng.engines.tlog import sm2
from heng.engines.tlog.algorithms import SM2
from heng.engines.tlog.keys import VerifierKey
from heng.engines.tlog.signing import Ed25519Signer


def signer(name: str, seed: int = 1) -> Ed25519Signer:
    return Ed25519Signer(name, private(seed))


def private(seed: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)


class Sm2Signer:
    """Stands for an HSM (GB/T 32918.2). It guards nothing: its secret is small, and its nonces come from the text."""

    def __init__(self, name: str, secret: int) -> None:
        self._secret = secret
        self.vkey = VerifierKey(name, SM2, public_of(secret))

    def sign(self, text: bytes) -> bytes:
        nonce = int.from_bytes(sha256(self._secret.to_bytes(32) + text).digest()) % sm2.N
        return sm2_signature(self._secret, nonce, sm2.digest(self.vkey.public, text))


def hsm() -> Sm2Signer:
    """What HENG_LOG_SECOND_SIGNER may name."""
    return Sm2Signer("hsm.example", 2026)


def public_of(secret: int) -> bytes:
    x, y = sm2.multiply(secret, sm2.G)
    return sm2.UNCOMPRESSED + x.to_bytes(32) + y.to_bytes(32)


def sm2_signature(secret: int, nonce: int, digest: int) -> bytes:
    x, _ = sm2.multiply(nonce, sm2.G)
    r = (digest + x) % sm2.N
    s = pow(1 + secret, -1, sm2.N) * (nonce - r * secret) % sm2.N
    return r.to_bytes(32) + s.to_bytes(32)
