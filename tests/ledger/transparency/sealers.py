"""Sealers in processes of their own, that get killed: `python -m tests.ledger.transparency.sealers STORY FOLDER`.

With HENG_DATABASE_URL; prints what came of it as JSON. Built on the small house of the relay.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.ledger import house
from tests.ledger.house import build, fork, furnish, is_alive, pass_on, wait, write, write_much

AT_ONCE, STRIDE = 300, 200  # each run seals two strides, and fills a tile
TOUCHING = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree"}


def set_up(folder: str) -> None:
    """Give the house a log."""
    global services, selectors, Checkpoint, Folder  # noqa: PLW0603  -- there are models only after Django is set up
    build()
    furnish()
    from heng.ledger.models import Checkpoint  # noqa: PLC0415
    from heng.ledger.transparency import selectors, services  # noqa: PLC0415
    from heng.ledger.transparency.folder import Folder  # noqa: PLC0415

    settings.LOG_ROOT, settings.LOG_ORIGIN = Path(folder), "test.example/log"
    settings.LOG_KEY, settings.LOG_SALT = "A" * 43, "a salt that guards nothing"
    settings.LOG_SECOND_SIGNER = ""
    services.STRIDE = STRIDE


def killed_at_every_moment() -> dict[str, Any]:
    """Kill the sealer at its first moment, then at its second, … until it ends before it is killed."""
    moment, status, first = 0, signal.SIGKILL, 0
    heads: dict[int, bytes] = {}
    while status == signal.SIGKILL:
        moment += 1
        write(list(range(first, first := first + AT_ONCE)))
        pass_on()
        status = wait(fork(lambda last=moment: seal_and_die(last)))
        look(heads)
        seal_all()
        look(heads)
    return {"moments": moment, "published": len(heads), **outcome()}


def killed_while_many_write() -> dict[str, Any]:
    """Three write, one carries, two seal, and whoever seals is killed again and again."""
    chance = random.Random(1)
    writers = [fork(lambda who=who: write_much(who)) for who in range(house.WRITERS)]
    carrier, sealers = fork(house.carry), [fork(keep_sealing), fork(keep_sealing)]
    heads: dict[int, bytes] = {}
    kills = 0
    while any(is_alive(writer) for writer in writers):
        time.sleep(chance.uniform(0.02, 0.15))
        victim = chance.randrange(2)
        os.kill(sealers[victim], signal.SIGKILL)
        kills += wait(sealers[victim]) == signal.SIGKILL
        look(heads)
        sealers[victim] = fork(keep_sealing)
    for each in (carrier, *sealers):
        os.kill(each, signal.SIGKILL)
        wait(each)
    pass_on()
    seal_all()
    look(heads)
    return {"kills": kills, "published": len(heads), **outcome()}


def keep_sealing() -> None:
    """Seal until killed."""
    while True:
        services.seal(at=datetime.now(UTC))
        time.sleep(0.002)


def seal_all() -> None:
    """Seal all there is; a database needs a moment to see that who held its lock is dead."""
    deadline = time.monotonic() + 30
    while selectors.sealed_size() < house.models.Turn.objects.count() or not is_published():
        services.seal(at=datetime.now(UTC))
        assert time.monotonic() < deadline, "nobody may seal"


def is_published() -> bool:
    """Whether the newest checkpoint is the published one."""
    last = selectors.newest()
    return last is not None and selectors.published() == bytes(selectors.note_of(last))


def look(heads: dict[int, bytes]) -> None:
    """Be an outsider: what is published is signed, leads to its tiles, and is what was published of its size before."""
    from heng.engines.tlog.checkpoints import open_checkpoint  # noqa: PLC0415
    from heng.engines.tlog.trees import TiledTree  # noqa: PLC0415

    published = selectors.published()
    if published is None:
        return
    head = open_checkpoint(published, origin="test.example/log", keys=[selectors.vkey()])
    assert TiledTree(head.size, Folder(settings.LOG_ROOT).tile).root() == head.root
    assert heads.setdefault(head.size, head.root) == head.root
    assert max(heads) == head.size, "an older checkpoint came over a newer one"
    assert Checkpoint.objects.get(size=head.size).root == head.root.hex()


def seal_and_die(last: int) -> None:
    """Seal, but be killed at a moment: before a touch of the folder, before or after a statement or a commit."""
    with house.killed_at(last) as moment:

        def touched(event: str, facts: tuple[Any, ...]) -> None:
            is_write = event == "open" and isinstance(facts[2], int) and facts[2] & (os.O_WRONLY | os.O_RDWR)
            if (event in TOUCHING or is_write) and str(facts[0]).startswith(str(settings.LOG_ROOT)):
                moment()

        sys.addaudithook(touched)
        services.seal(at=datetime.now(UTC))


def outcome() -> dict[str, Any]:
    """What is sealed, beside what happened."""
    from heng.engines.tlog.merkle import leaf_hash, root_of  # noqa: PLC0415
    from heng.ledger.transparency import keys, reading  # noqa: PLC0415
    from heng.ledger.transparency.leaves import leaf  # noqa: PLC0415
    from heng.ledger.transparency.shown import shown  # noqa: PLC0415

    size = house.models.Entry.objects.count()
    leaves = [leaf(row, keys.salt_secret(), shown(row.kind)) for row in reading.rows(0, size)]
    last = selectors.newest()
    assert last is not None
    stored = [selectors.leaf_at(index, size) for index in range(0, size, 97)]
    return {
        "entries": size,
        "sealed": last.size,
        "root_is_right": last.root == root_of(map(leaf_hash, leaves)).hex(),
        "bundles_are_right": stored == leaves[::97],
    }


if __name__ == "__main__":
    set_up(sys.argv[2])
    story: Callable[[], dict[str, Any]] = globals()[sys.argv[1]]
    print(json.dumps(story()))  # noqa: T201
