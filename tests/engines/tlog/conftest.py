"""A log of 70,000 leaves, kept as its tiles; every smaller tree is read from the same tiles."""

from hashlib import sha256

import pytest

from tests.engines.tlog.shelf import Shelf, shelf_of

SIZE = 70_000


@pytest.fixture(scope="session")
def leaves() -> list[bytes]:
    return [sha256(index.to_bytes(8)).digest() for index in range(SIZE)]


@pytest.fixture(scope="session")
def shelf(leaves: list[bytes]) -> Shelf:
    return shelf_of(leaves)
