"""A log of its own for each test, and a few entries to seal."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from heng.ledger import journal, relay
from heng.ledger.models import Entry
from heng.ledger.transparency import shown
from tests.ledger.stories import NOON, WANG_FANG, bid


@pytest.fixture
def log(settings) -> Path:
    """The empty folder of the log."""
    return settings.LOG_ROOT


@pytest.fixture
def record(silence) -> Callable[[int], list[Entry]]:
    """Records so many bids and gives them their turns."""

    def write(count: int = 1, bidder: str = "演示投标人甲") -> list[Entry]:
        with transaction.atomic():
            acts = [journal.Act(bid(number, bidder), law="招标投标法 第三十六条") for number in range(1, count + 1)]
            entries = journal.record_all(acts, by=WANG_FANG)
        relay.run(now=NOON)
        return entries

    return write


@pytest.fixture
def prices_let_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list lets the price and day of a bid out."""
    monkeypatch.setattr(shown, "let_out", lambda: {"ledger.BidReceived": frozenset({"price", "on"})})
