"""`python -m tests.support.knock` prints the rows that `tests/house/permissions.csv` lacks, as each actor is met now.

What is printed is what the program does, not what it should do: read each cell before you keep it.
"""

import csv
import os
import re
import sys
from datetime import date

from tests.support import stage

stage.set_up()
os.environ["DJANGO_SETTINGS_MODULE"] = "heng.config.settings"
stage.lighten()

import django  # noqa: E402

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from tests.support import world as worlds  # noqa: E402
from tests.support.doors import ACTORS, Door, cookies, doors, meet, rows  # noqa: E402

ARGUMENT = re.compile(r"[<{](?:\w+:)?(\w+)[>}]")


def main() -> None:
    """Knock at every address that has no row: by GET and by POST, each kept if it is let through or differs."""
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0, serialize=False)
    known = {row["url"] for row in rows()}
    with transaction.atomic():
        world = worlds.build(date.today())  # noqa: DTZ011  -- as the doors read the day
        carried = {actor: cookies(world, actor) for actor in ACTORS}
        for door in doors():
            if door.name in known:
                continue
            seen: list[list[str]] = []
            for method in ("GET", "POST"):
                row = {"url": door.name, "method": method, "args": _args(world, door), "form": ""}
                met = [meet(world, row, actor, carried[actor]) for actor in ACTORS]
                if set(met) != {"method"} and met not in seen:
                    csv.writer(sys.stdout).writerow([*row.values(), *met])
                seen.append(met)
        transaction.set_rollback(True)


def _args(world: worlds.World, door: Door) -> str:
    """Guess which matter an address names: `pk` of `console:application_accept` is an application."""
    noun = door.name.partition(":")[2].partition("_")[0]
    guess = noun if noun in world.words else "1"
    return " ".join(f"{word}={word if word in world.words else guess}" for word in ARGUMENT.findall(door.route))


if __name__ == "__main__":
    main()
