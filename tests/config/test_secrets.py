"""Secrets that the program makes for itself are made once, and only their owner reads them."""

from base64 import urlsafe_b64decode
from pathlib import Path

from heng.config import environment


def test_a_secret_is_made_once_for_its_owner_alone(tmp_path: Path):
    kept = tmp_path / "new" / "log-key"
    made = environment.secret("", kept, 32)
    assert len(urlsafe_b64decode(made + "=")) == 32
    assert environment.secret("", kept, 32) == made
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in kept.parent.iterdir()] == ["log-key"]


def test_a_secret_that_is_given_is_kept_nowhere(tmp_path: Path):
    assert environment.secret("given", tmp_path / "log-key") == "given"
    assert not list(tmp_path.iterdir())
