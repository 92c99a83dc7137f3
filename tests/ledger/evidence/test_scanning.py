"""The scanner is asked before a file is kept: what it finds is refused and recorded, and its silence is no leave."""

import socketserver
import struct
import threading

import pytest

from heng.engines.procedure import Refusal
from heng.ledger.evidence.models import File
from heng.ledger.models import Entry
from tests.ledger.evidence.conftest import PDF, ROAD, kept

pytestmark = pytest.mark.django_db
HARMFUL = PDF + b"HARMFUL-FOR-TESTS"


class Clamd(socketserver.StreamRequestHandler):
    """Speaks INSTREAM as the daemon does, and finds one word."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.server.seen.append(len(content))
        self.wfile.write(
            self.server.answer or (b"stream: Demo-Test FOUND\0" if b"HARMFUL" in content else b"stream: OK\0")
        )


@pytest.fixture
def clamd(settings):
    """A daemon on loopback, and the setting that names it."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        server.seen, server.answer = [], b""
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.FILES_SCANNER = f"127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()


@pytest.mark.clause("7.5")
def test_a_clean_file_is_scanned_whole_and_kept(clamd):
    assert kept(PDF * 500).pk
    assert clamd.seen == [len(PDF) * 500]


def test_a_harmful_file_is_refused_and_the_journal_knows(clamd, shelf):
    with pytest.raises(Refusal, match="Demo-Test") as no:
        kept(HARMFUL)
    assert no.value.code == "infected"
    entry = Entry.objects.get()
    assert (entry.kind, entry.subject) == ("evidence.FileInfected", ROAD)
    assert "Demo-Test" in entry.body
    assert not File.objects.exists()
    assert not [path for path in shelf.rglob("*") if path.is_file()]


def test_a_scanner_that_answers_nothing_sensible_lets_nothing_in(clamd):
    clamd.answer = b"INSTREAM size limit exceeded. ERROR\0"
    with pytest.raises(Refusal, match="请稍后重试") as no:
        kept()
    assert no.value.code == "not-scanned"


def test_a_scanner_that_is_away_lets_nothing_in(settings, tmp_path):
    settings.FILES_SCANNER = str(tmp_path / "no.sock")
    with pytest.raises(Refusal, match="请稍后重试"):
        kept()
    assert not Entry.objects.exists()


def test_without_a_scanner_nothing_is_asked(settings):
    assert settings.FILES_SCANNER == ""
    assert kept(HARMFUL).pk
