"""Signers of the tests, each from a seed."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heng.engines.tlog.signing import Ed25519Signer


def signer(name: str, seed: int = 1) -> Ed25519Signer:
    return Ed25519Signer(name, private(seed))


def private(seed: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
