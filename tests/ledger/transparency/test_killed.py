"""The sealer is killed, again and again, and an outsider never sees but one log that only grows."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support import databases, source


def told(tmp_path: Path, story: str) -> dict[str, Any]:
    """Run a story with a database and a folder of its own."""
    with databases.another(tmp_path, "sealers") as address:
        run = subprocess.run(
            [sys.executable, "-m", "tests.ledger.transparency.sealers", story, str(tmp_path / "log")],
            cwd=source.ROOT, env={**os.environ, "HENG_DATABASE_URL": address}, capture_output=True, text=True,
            timeout=300, check=False,
        )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def check(outcome: dict[str, Any]) -> None:
    """Every entry is sealed, by the tree of the journal."""
    assert outcome["sealed"] == outcome["entries"]
    assert outcome["root_is_right"]
    assert outcome["bundles_are_right"]


@pytest.mark.slow
@pytest.mark.clause("7.6")
def test_killed_between_any_two_writes_the_sealer_is_followed_by_one_who_goes_on(tmp_path: Path):
    outcome = told(tmp_path, "killed_at_every_moment")
    check(outcome)
    assert outcome["moments"] > 60


@pytest.mark.slow
@pytest.mark.clause("7.6")
def test_many_write_and_sealers_die_and_nothing_recorded_is_missing_from_the_log(tmp_path: Path):
    outcome = told(tmp_path, "killed_while_many_write")
    check(outcome)
    assert outcome["kills"] >= 5
    assert outcome["published"] > 1
