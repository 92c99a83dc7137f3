"""Digests of a file 「文件摘要」: SHA-256 for everyone, SM3 「国密杂凑」 beside it (GB/T 32905-2016)."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives import hashes


@dataclass(frozen=True, slots=True)
class Digests:
    """What a stream of bytes was: both digests, raw, and its size in bytes."""

    sha256: bytes
    sm3: bytes
    size: int


def digests(chunks: Iterable[bytes]) -> Digests:
    """Read a stream once, and never hold more of it than a chunk."""
    one, other, size = sha256(), hashes.Hash(hashes.SM3()), 0
    for chunk in chunks:
        one.update(chunk)
        other.update(chunk)
        size += len(chunk)
    return Digests(one.digest(), other.finalize(), size)
