"""The public log at its addresses, as a program of another organisation reads it."""

from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from heng.engines.tlog.bundles import entries_in
from heng.engines.tlog.checkpoints import open_checkpoint
from heng.engines.tlog.tiles import Tile, tile_in
from heng.engines.tlog.trees import TiledTree
from heng.ledger import journal, listening, relay
from heng.ledger.transparency import keys, selectors, services
from tests.ledger.stories import NOON, WANG_FANG, bid

pytestmark = pytest.mark.django_db
OUTSIDER = Client()


@pytest.fixture(autouse=True)
def log(settings, monkeypatch) -> Path:
    """A log of 300 entries, and one that waits."""
    monkeypatch.setattr(listening, "_LISTENERS", {})
    _record(300)
    services.seal(at=NOON)
    _record(1)
    return settings.LOG_ROOT


def _record(count: int) -> None:
    with transaction.atomic():
        journal.record_all([journal.Act(bid(number)) for number in range(count)], by=WANG_FANG)
    relay.run(now=NOON)


def _get(path: str, status: int = 200):
    answer = OUTSIDER.get(f"/log/{path}")
    assert answer.status_code == status
    return answer


@pytest.mark.clause("7.4")
def test_an_outsider_checks_the_whole_log_with_what_is_served_alone():
    answer = _get("checkpoint")
    head = open_checkpoint(answer.content, origin=keys.signer().name, keys=[selectors.vkey()])
    assert head.size == 300
    tree = TiledTree(300, lambda tile: _get(tile.path).content)
    assert tree.root() == head.root
    first, rest = (entries_in(_get(tile.path).content, tile.width) for tile in (Tile(-1, 0), Tile(-1, 1, 44)))
    assert len(first + rest) == 300


def test_caches_keep_what_never_changes_and_ask_for_the_rest():
    full, partial = _get("tile/0/000"), _get("tile/0/001.p/44")
    assert full["Cache-Control"] == "public, max-age=31536000, immutable"
    assert partial["Cache-Control"] == "public, max-age=60"
    assert full["Content-Type"] == partial["Content-Type"] == "application/octet-stream"
    checkpoint = _get("checkpoint")
    assert checkpoint["Cache-Control"] == "no-cache"
    assert checkpoint["Content-Type"] == "text/plain; charset=utf-8"
    for answer in (full, partial, checkpoint):
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies


@pytest.mark.parametrize(
    "path",
    ["tile/0/002", "tile/0/001", "tile/0/001.p/45", "tile/1/000", "tile/9/000", "tile/0/x001", "tile/0/000.p/256",
     "tile/entries/001.p/45", "../log-key", "..%2flog-key", "tile/0/..%2f..%2f..%2flog-key", "nothing"],
)  # fmt: skip
def test_what_no_checkpoint_stands_for_is_not_there(path: str):
    _get(path, 404)


def test_what_is_written_but_not_signed_yet_is_not_given_out(log):
    unsigned = tile_in(301, 0, 1)
    (log / unsigned.path).write_bytes(bytes(45 * 32))
    _get(unsigned.path, 404)


def test_before_the_first_checkpoint_there_is_no_log(settings, tmp_path):
    settings.LOG_ROOT = tmp_path / "none"
    _get("checkpoint", 404)
    _get("tile/0/000.p/1", 404)
