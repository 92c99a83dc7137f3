"""`heng relay --once`, as an administrator sees it."""

from io import StringIO

import pytest
from django.core.management import call_command

from heng.ledger import journal, listening, relay
from tests.ledger.stories import WANG_FANG, BidReceived, bid

pytestmark = pytest.mark.django_db


def test_the_administrator_reads_what_was_told_and_who_could_not_hear(monkeypatch):
    monkeypatch.setattr(listening, "_LISTENERS", {})
    heard: list[str] = []

    @relay.listens(BidReceived)
    def secretary(event: BidReceived) -> None:
        heard.append(event.subject)

    @relay.listens(BidReceived)
    def clerk(event: BidReceived) -> None:
        raise ValueError("柜子满了")

    journal.record_all([journal.Act(bid(number)) for number in (1, 2)], by=WANG_FANG)
    said, warned = StringIO(), StringIO()
    call_command("relay", once=True, stdout=said, stderr=warned)
    assert heard == ["TP000001", "TP000002"]
    assert said.getvalue() == "排序 2 条，投递 2 条\n"
    assert "接收方 clock.clerk 投递失败" in warned.getvalue()
