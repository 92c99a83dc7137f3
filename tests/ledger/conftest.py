"""A house in which nobody listens but those whom a test names."""

import pytest

from heng.ledger import listening


@pytest.fixture
def silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens."""
    monkeypatch.setattr(listening, "_LISTENERS", {})
