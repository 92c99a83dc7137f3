"""Digests of what passes 「摘要」: SHA-256 and SM3 (GB/T 32905) together, piece by piece."""

import hashlib

from cryptography.hazmat.primitives.hashes import SM3, Hash


class Digests:
    """Counts and digests the pieces that it is fed."""

    def __init__(self) -> None:
        self.size = 0
        self._sha256 = hashlib.sha256()
        self._sm3 = Hash(SM3())

    def feed(self, piece: bytes) -> None:
        """Take the next piece."""
        self.size += len(piece)
        self._sha256.update(piece)
        self._sm3.update(piece)

    def result(self) -> tuple[str, str]:
        """Return SHA-256 and SM3 of all pieces, in hexadecimal digits; nothing may be fed afterwards."""
        return self._sha256.hexdigest(), self._sm3.finalize().hex()
