"""Append 「留痕落盘」: acts recorded one by one through the application, against a bare insert of the very same rows.

Each act is a transaction of its own that is on the disk when it returns; the two ways take turns, a part of acts each.
The bare side prepares nothing: the rows (entry, turn to wait for, personal value) are at hand and written by SQL.

    python -m bench.append [--acts 4000] [--on sqlite]
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from bench.support import databases, machine
from bench.support.databases import KINDS

RATIO = 0.5
PARTS = 20
WARM = 200
ENTRY = """
    INSERT INTO ledger_entry (kind, subject, at, role, person, post, department, law, body)
    VALUES (%s, %s, CURRENT_TIMESTAMP, %s, %s, %s, %s, %s, %s) RETURNING id
"""
PENDING = "INSERT INTO ledger_pending (entry_id) VALUES (%s)"


def main() -> int:
    """Measure on each database in a process of its own; return the exit status."""
    asked = _arguments()
    if asked.on:
        verdict = machine.Verdict()
        with databases.private(asked.on):
            _measure(asked.on, asked.acts, verdict)
        return verdict.status
    print(machine.describe(), flush=True)
    shared = ["--acts", str(asked.acts)]
    done = [
        subprocess.run([sys.executable, "-m", "bench.append", "--on", kind, *shared], check=False) for kind in KINDS
    ]
    return max(one.returncode for one in done)


def _measure(kind: str, acts: int, verdict: machine.Verdict) -> None:
    _settle(kind)
    size = acts // PARTS
    _taken(_record, _acts(WARM))
    _taken(_insert, _rows(WARM))
    whole, bare = [], []
    for _ in range(PARTS):
        whole.append(_taken(_record, _acts(size)))
        bare.append(_taken(_insert, _rows(size)))
    ratios = [other / own for own, other in zip(whole, bare, strict=True)]
    note = f"{acts / sum(whole):.0f} a second against {acts / sum(bare):.0f}; {machine.spread(ratios)} parts"
    print(f"{kind}: {acts} acts each way, each in a transaction of its own")
    verdict.at_least("appended, of the rate of a bare insert", sum(bare) / sum(whole), RATIO, note)


def _settle(kind: str) -> None:
    """Let PostgreSQL write to the disk before it answers: the cluster of the tests does not."""
    if kind == "postgresql":
        from django.db import connection  # noqa: PLC0415  -- only once Django is set up

        with connection.cursor() as cursor:
            cursor.execute("ALTER SYSTEM SET fsync = on")
            cursor.execute("ALTER SYSTEM SET synchronous_commit = on")
            cursor.execute("SELECT pg_reload_conf()")


def _taken(way: Callable[[Any], None], acts: Sequence[Any]) -> float:
    started = time.perf_counter()
    for act in acts:
        way(act)
    return time.perf_counter() - started


def _acts(count: int) -> list[Any]:
    from heng.registers.trading.events import FactsTaken  # noqa: PLC0415

    return [FactsTaken(f"TP{number:06d}", ("bids", "lots"), 7, date(2026, 3, 2)) for number in range(count)]


def _rows(count: int) -> list[tuple[str, ...]]:
    from heng.ledger import events  # noqa: PLC0415
    from heng.registers.authorities.actors import CLOCK  # noqa: PLC0415

    by = (CLOCK.role.value, CLOCK.person, CLOCK.post, CLOCK.authority, "")
    return [(events.kind_of(type(act)), act.subject, *by, events.encode(act)[0]) for act in _acts(count)]


def _record(act: Any) -> None:
    from django.db import transaction  # noqa: PLC0415

    from heng.ledger import journal  # noqa: PLC0415
    from heng.registers.authorities.actors import CLOCK  # noqa: PLC0415

    with transaction.atomic():
        journal.record(act, by=CLOCK)


def _insert(row: tuple[str, ...]) -> None:
    from django.db import connection, transaction  # noqa: PLC0415

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ENTRY, row)
        cursor.execute(PENDING, cursor.fetchone())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--acts", type=int, default=4_000)
    parser.add_argument("--on", choices=KINDS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
