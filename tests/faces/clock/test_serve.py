"""`heng serve`, as a whole: it comes up, mends itself, and leaves nothing behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.support import databases
from tests.support.processes import PATIENCE, children, command, ended, until

HENG = [sys.executable, "-m", "heng.config.main"]
Start = Callable[[], "subprocess.Popen[str]"]


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the platform keeps its data and what it says."""
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def platform(folder: Path) -> Iterator[Start]:
    """Starts the platform on data of its own and waits until it says where it is."""
    with databases.another(folder, "served") as address, _started() as started:
        env = {**os.environ, "HENG_DATABASE_URL": address, "HENG_DATA_DIR": str(folder)}
        subprocess.run([*HENG, "migrate", "--verbosity", "0"], env=env, check=True)

        def start() -> "subprocess.Popen[str]":
            with (folder / "said").open("w", encoding="utf-8") as said:
                process = subprocess.Popen(
                    [*HENG, "serve", "--port", str(free_port()), "--workers", "1"], env=env, stdout=said, stderr=said
                )
            started.append(process)
            until(lambda: "平台已就绪" in said_in(folder) or process.poll(), "the platform")
            return process

        yield start


def said_in(folder: Path) -> str:
    return (folder / "said").read_text(encoding="utf-8")


@contextmanager
def _started() -> Iterator[list["subprocess.Popen[str]"]]:
    processes: list[subprocess.Popen[str]] = []
    try:
        yield processes
    finally:
        for process in processes:
            below = children(process.pid)
            process.kill()
            process.wait()
            for number in below:
                if not ended(number):
                    os.kill(number, signal.SIGKILL)


@pytest.mark.slow
def test_the_platform_comes_up_mends_itself_and_ends_as_a_whole(platform: Start, folder: Path):
    serving = platform()
    address = re.search(r"http://\S+", said_in(folder))
    assert address, said_in(folder)
    with urllib.request.urlopen(address.group()) as page:
        assert page.status == 200
    until(lambda: len(named("qcluster", serving)) > 2, "the background workers")

    relay = named("main relay", serving)[0]
    os.kill(relay, signal.SIGKILL)
    until(lambda: set(named("main relay", serving)) - {relay}, "another relay")
    assert "消息投递意外结束（代码 -9），将重新启动" in said_in(folder)

    everybody = children(serving.pid)
    serving.send_signal(signal.SIGTERM)
    assert serving.wait(PATIENCE) == 0
    assert "平台已停止" in said_in(folder)
    assert not [command(number) for number in everybody if not ended(number)]


def named(words: str, serving: "subprocess.Popen[str]") -> list[int]:
    """The processes of the platform whose command says these words."""
    return [number for number in children(serving.pid) if words in command(number)]


@pytest.mark.slow
def test_a_platform_that_is_killed_leaves_nobody_behind(platform: Start):
    serving = platform()
    until(lambda: len(children(serving.pid)) > 5, "everybody")
    everybody = children(serving.pid)
    serving.kill()
    serving.wait()
    until(lambda: all(ended(number) for number in everybody), "the end of everybody")


@pytest.mark.django_db
@pytest.mark.parametrize("options", [{"port": 0}, {"port": 70000}, {"workers": 0}])
def test_nobody_serves_at_an_address_that_cannot_be(options):
    with pytest.raises(CommandError, match=r"端口|进程|无法"):
        call_command("serve", **options)


@pytest.mark.django_db
def test_a_port_that_is_taken_is_named():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"{port}.*请用 --port"):
            call_command("serve", port=port)


@pytest.mark.django_db
def test_nobody_serves_tables_of_yesterday(monkeypatch):
    monkeypatch.setattr("heng.faces.clock.management.commands.serve.MigrationExecutor.migration_plan", lambda *_: [1])
    with pytest.raises(CommandError, match="heng migrate"):
        call_command("serve", port=free_port())
