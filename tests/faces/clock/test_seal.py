"""`heng seal`, as an administrator sees it, and the job of every minute."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from heng.faces.clock import jobs
from heng.ledger import journal, listening, relay
from heng.ledger.transparency import selectors
from tests.ledger.stories import NOON, WANG_FANG, bid

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_wait(monkeypatch) -> None:
    """Two entries have their turn."""
    monkeypatch.setattr(listening, "_LISTENERS", {})
    with transaction.atomic():
        journal.record_all([journal.Act(bid(number)) for number in (1, 2)], by=WANG_FANG)
    relay.run(now=NOON)


def said(**options: object) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("seal", stdout=out, **options)
    return out.getvalue()


def test_the_administrator_reads_how_much_is_sealed():
    assert said() == "本次固化 2 条，公开日志共 2 条\n"
    assert said() == "本次固化 0 条，公开日志共 2 条\n"


def test_the_administrator_reads_the_public_key():
    assert said(key=True) == f"{selectors.vkey()}\n"


def test_a_log_that_cannot_go_on_is_told_in_words(settings):
    said()
    (settings.LOG_ROOT / "checkpoint").write_text("x")
    with pytest.raises(CommandError, match="公开日志无法继续，未签署任何内容"):
        said()


def test_the_clock_seals():
    assert jobs.seal() == 2
