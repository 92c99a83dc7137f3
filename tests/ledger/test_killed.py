"""The relay is killed, again and again, and nobody notices."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.ledger.house import BELL, EAR, SECRETARY
from tests.support import databases, source

Story = Callable[[str], dict[str, Any]]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Story]:
    """Runs a story in a house of its own, on a database of its own."""
    with databases.another(tmp_path, "house") as address:

        def tell(story: str) -> dict[str, Any]:
            run = subprocess.run(
                [sys.executable, "-m", "tests.ledger.house", story],
                cwd=source.ROOT, env={**os.environ, "HENG_DATABASE_URL": address}, capture_output=True, text=True,
                timeout=120, check=False,
            )  # fmt: skip
            assert run.returncode == 0, run.stderr
            return json.loads(run.stdout)

        yield tell


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
