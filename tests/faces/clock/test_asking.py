"""The log is laid before witnesses and an authority of time, which may be down, wrong, ahead, or of another history."""

from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.db import transaction

from heng.engines.tlog.notes import parse_note
from heng.faces.clock import asking
from heng.faces.clock.asking import ask_witnesses, stamp_root
from heng.faces.clock.witness.answering import Witness
from heng.faces.clock.witness.keeping import Book, key_of
from heng.ledger import journal, listening, relay
from heng.ledger.transparency import selectors, services
from heng.ledger.transparency.anchoring import selectors as anchoring
from heng.ledger.transparency.anchoring.models import Contact
from heng.ledger.transparency.anchoring.stamps import StampError
from heng.ledger.transparency.models import Cosignature
from tests.ledger.stories import NOON, WANG_FANG, bid
from tests.support.authority import timestamps

pytestmark = pytest.mark.django_db(transaction=True)
NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def seal(monkeypatch):
    """Records so many bids, and seals them."""
    monkeypatch.setattr(listening, "_LISTENERS", {})

    def record(count):
        with transaction.atomic():
            journal.record_all([journal.Act(bid(number)) for number in range(count)], by=WANG_FANG)
        relay.run(now=NOON)
        return services.seal(at=NOON)

    return record


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None: ...


@contextmanager
def served(app):
    server = make_server("127.0.0.1", 0, app, handler_class=Quiet)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def witness(folder, clock=NOON):
    return Witness(key_of(folder, "audit.example/w"), Book(folder), {ours().name: [ours()]}, clock=lambda: clock)


def ours():
    return selectors.vkey()


def answering(status, body=b""):
    def app(environ, start):
        start(f"{status} Said", [("Content-Length", str(len(body)))])
        return [body]

    return app


def fault():
    return Contact.objects.get().fault


def test_the_newest_checkpoint_is_published_with_the_signature_of_the_witness(seal, tmp_path):
    audit = witness(tmp_path / "w")
    with served(audit) as url:
        for count in (3, 300):
            seal(count)
            assert ask_witnesses({audit.vkey(): url}, at=NOON) == 1
        assert ask_witnesses({audit.vkey(): url}, at=NOON) == 0
    assert [each.size for each in Contact.objects.all()] == [303]
    assert audit.vkey() in parse_note(selectors.published()).signed_by([ours(), audit.vkey()])
    (standing,) = anchoring.standings(["audit.example/w"], 310)
    assert (standing.size, standing.lag, standing.contact.fault) == (303, 7, "")


def test_a_witness_that_we_forgot_is_met_where_it_is(seal, tmp_path):
    audit = witness(tmp_path / "w")
    with served(audit) as url:
        seal(3)
        ask_witnesses({audit.vkey(): url}, at=NOON)
        Contact.objects.all().delete()
        seal(2)
        assert ask_witnesses({audit.vkey(): url}, at=NOON) == 1
    assert sorted(Cosignature.objects.values_list("checkpoint_id", flat=True)) == [3, 5]


def test_a_witness_that_is_down_stops_neither_the_sealer_nor_the_others(seal, tmp_path):
    audit, down = witness(tmp_path / "w"), key_of(tmp_path / "d", "down.example/w")
    seal(3)
    with served(audit) as url:
        silent = Witness(down, Book(tmp_path / "d"), {}).vkey()
        assert ask_witnesses({silent: NOBODY, audit.vkey(): url}, at=NOON) == 1
    assert Contact.objects.get(pk="down.example/w").fault == "silent"
    assert seal(1) == 1


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (403, b"", "refused"),
        (500, b"", "refused"),
        (409, b"nonsense", "refused"),
        (409, b"0\n", "forked"),
        (409, b"2\n", "forked"),
        (409, b"99\n", "ahead"),
        (422, b"", "forked"),
        (200, b"", "false"),
        (200, b"\xff", "false"),
        (200, b"a" * (asking.MOST_BYTES + 1), "silent"),
    ],
)
def test_what_else_a_witness_answers_is_noted_and_nothing_is_kept(seal, tmp_path, status, body, said):
    seal(3)
    with served(answering(status, body)) as url:
        assert ask_witnesses({witness(tmp_path / "w").vkey(): url}, at=NOON) == 0
    assert (fault(), Cosignature.objects.count()) == (said, 0)


def test_a_signature_by_another_key_is_not_believed(seal, tmp_path):
    seal(3)
    with served(witness(tmp_path / "other")) as url:
        assert ask_witnesses({witness(tmp_path / "w").vkey(): url}, at=NOON) == 0
    assert fault() == "false"


def test_a_clock_in_the_future_is_not_believed(seal, tmp_path):
    seal(3)
    early = witness(tmp_path / "w", NOON + timedelta(minutes=6))
    with served(early) as url:
        assert ask_witnesses({early.vkey(): url}, at=NOON) == 0
    assert (fault(), Cosignature.objects.count()) == ("clock", 0)


def test_an_empty_log_asks_nobody(tmp_path):
    assert ask_witnesses({witness(tmp_path / "w").vkey(): NOBODY}, at=NOON) == 0


def test_the_last_root_of_yesterday_is_stamped_once_and_holds(seal, tmp_path, settings):
    with timestamps(tmp_path / "tsa") as (url, root):
        settings.TRUST_ROOTS = str(root)
        seal(3)
        assert not stamp_root(url, on=NOON.date())
        assert not stamp_root("", on=NOON.date() + timedelta(days=1))
        assert stamp_root(url, on=NOON.date() + timedelta(days=1))
        assert not stamp_root(url, on=NOON.date() + timedelta(days=1))
    assert isinstance(anchoring.stamped(3).at, datetime)
    assert anchoring.false_stamps() == []
    (closing,) = anchoring.closings(until=NOON.date(), days=31)
    assert (closing.checkpoint.size, closing.stamp.pk) == (3, 3)
    settings.TRUST_ROOTS = ""
    assert anchoring.false_stamps() == [3]


def test_a_stamp_by_a_stranger_or_of_something_else_is_not_kept(seal, tmp_path, settings):
    seal(3)
    tomorrow = NOON.date() + timedelta(days=1)
    with timestamps(tmp_path / "tsa") as (url, _), timestamps(tmp_path / "other") as (_, root):
        settings.TRUST_ROOTS = str(root)
        with pytest.raises(StampError):
            stamp_root(url, on=tomorrow)
    with served(answering(200, b"nonsense")) as url, pytest.raises(StampError):
        stamp_root(url, on=tomorrow)
    with served(answering(500)) as url, pytest.raises(StampError):
        stamp_root(url, on=tomorrow)
    with pytest.raises(OSError, match="refused"):
        stamp_root(NOBODY, on=tomorrow)
    assert anchoring.stamped(3) is None
