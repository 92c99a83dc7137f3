"""The relay is killed, again and again, and nobody notices."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from tests.ledger.house import BELL, EAR, SECRETARY
from tests.support import source

Story = Callable[[str], dict[str, Any]]


@pytest.fixture
def house(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Story]:
    """Runs a story in a house of its own: a SQLite file, or a new database of the server of these tests."""
    address, tear_down = f"sqlite://{tmp_path}/house.sqlite3", lambda: None
    if connection.vendor == "postgresql":
        address, tear_down = _new_database(f"house_{os.getpid()}_{request.node.name[:20]}")

    def tell(story: str) -> dict[str, Any]:
        run = subprocess.run(
            [sys.executable, "-m", "tests.ledger.house", story],
            cwd=source.ROOT, env={**os.environ, "HENG_DATABASE_URL": address}, capture_output=True, text=True,
            timeout=120, check=False,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr
        return json.loads(run.stdout)

    yield tell
    tear_down()


def _new_database(name: str) -> tuple[str, Callable[[], object]]:
    server = urlsplit(os.environ["HENG_DATABASE_URL"])

    def ask(statement: str) -> None:
        with psycopg.connect(server.geturl(), autocommit=True) as line:
            line.execute(statement)  # type: ignore[call-overload]

    ask(f'DROP DATABASE IF EXISTS "{name}"')
    ask(f'CREATE DATABASE "{name}"')
    return server._replace(path=f"/{name}").geturl(), lambda: ask(f'DROP DATABASE "{name}" WITH (FORCE)')


def check(told: dict[str, Any]) -> None:
    """Every committed entry has its turn, and every listener heard all of its kind once, in that order."""
    assert told["pending"] == 0
    assert told["turns"] == list(range(1, told["entries"] + 1))
    assert len(told["bids"]) == len(set(told["bids"]))
    assert told["heard"] == {SECRETARY: told["bids"], BELL: told["bids"], EAR: told["falls"]}
    assert told["falls"] == told["bids"]


@pytest.mark.slow
@pytest.mark.clause("7.6")
def test_killed_between_any_two_steps_the_relay_neither_loses_nor_repeats(house: Story):
    told = house("killed_at_every_moment")
    check(told)
    assert told["moments"] > 40
    assert len(told["bids"]) == 2 * told["moments"]


@pytest.mark.slow
def test_many_write_and_relays_die_and_nothing_is_lost(house: Story):
    told = house("killed_while_many_write")
    check(told)
    assert told["kills"] >= 5
    assert len(told["bids"]) > 90
    for writer in ("1", "2", "3"):
        own = [subject for subject in told["bids"] if subject[-4] == writer]
        assert own == sorted(own)


def test_a_slow_transaction_with_a_low_number_is_still_told(house: Story):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time: nobody can be slow beside another")
    told = house("late_commit")
    assert told["before"]["heard"][SECRETARY] == ["TP000002"]
    assert told["low_number_was_slow"]
    assert told["bids"] == ["TP000002", "TP000001"]
    check(told)
