"""`heng witness`, as a whole: a process with a folder of its own, killed in the middle, asked by two at once."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from heng.faces.clock.witness.keeping import Book
from tests.faces.clock.witness.logs import FORKED, LOG, ORIGIN, submission
from tests.support.processes import children, ended, until

LARGEST = 590  # checkpoint of a client
HENG = [sys.executable, "-m", "heng.config.main", "witness"]


class Served:
    """A witness in a folder, started and stopped as often as a test wants."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            self.port = door.getsockname()[1]

    def start(self) -> None:
        told = ["--name", "audit.example/witness", "--origin", str(LOG.vkey), "--port", str(self.port)]
        env = {**os.environ, "HENG_DATA_DIR": str(self.folder)}
        env.pop("HENG_DATABASE_URL", None)
        self.process = subprocess.Popen([*HENG, *told], env=env, stdout=subprocess.DEVNULL)
        until(lambda: self.ask(None, "/")[0] == 200, "the witness")

    def ask(self, body: bytes | None, path: str = "/add-checkpoint") -> tuple[int, bytes]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", body, timeout=10) as told:
                return told.status, told.read()
        except urllib.error.HTTPError as fault:
            return fault.code, fault.read()
        except OSError:
            return 0, b""

    def signed(self) -> int:
        return Book(self.folder / "witness").lines()[ORIGIN].checkpoint.size

    def kill(self) -> None:
        below = children(self.process.pid)
        for number in (self.process.pid, *below):
            os.kill(number, signal.SIGKILL)
        self.process.wait()
        until(lambda: all(ended(number) for number in below), "the end of the witness")


@pytest.fixture
def served(tmp_path):
    served = Served(tmp_path)
    served.start()
    yield served
    served.kill()


def test_it_signs_one_history_through_kills_and_two_clients_at_once(served):
    assert served.ask(submission(100))[0] == 200
    assert served.ask(b"a" * 100_000)[0] == 413
    size = 100
    for _ in range(3):
        with ThreadPoolExecutor(2) as clients:
            asked = [clients.submit(_grow, served, size), clients.submit(_grow, served, size)]
            until(lambda beyond=size + 5: served.signed() > beyond, "a few signatures")
            served.kill()
            told = max(each.result() for each in asked)
        served.start()
        kept = int(served.ask(submission(600, old=599))[1])
        assert kept >= told >= size
        size = kept
        assert served.ask(submission(size, old=size, shelf=FORKED))[0] == 409
    assert served.ask(submission(600, old=size))[0] == 200
    assert b"600" in served.ask(None, "/")[1]


def test_it_ends_when_it_is_asked_to(served):
    below = children(served.process.pid)
    served.process.terminate()
    served.process.wait(20)
    until(lambda: all(ended(number) for number in below), "the end of the worker")
    served.start()


def test_it_needs_a_log_a_name_and_a_port(tmp_path):
    for told, said in (
        ({"origin": []}, "heng seal --key"),
        ({"origin": ["nonsense"]}, "不是日志公钥"),
        ({"origin": [str(LOG.vkey)]}, "请用 --name"),
        ({"origin": [str(LOG.vkey)], "name": "a", "port": 0}, "65535"),
    ):
        with pytest.raises(CommandError, match=said):
            call_command("witness", folder=tmp_path, **told)


def _grow(served: Served, size: int) -> int:
    """Lay one checkpoint after the other before the witness until it is gone; return the size it signed last."""
    signed = size
    while signed < LARGEST:
        status, body = served.ask(submission(signed + 1, old=signed))
        if status == 0:
            break
        signed = signed + 1 if status == 200 else int(body)
    return signed
