"""Verifying 「核验」: how long it takes to recompute a whole log from the journal, and in how much memory.

The journal is filled straight into its tables with acts of a trade, one of five with a personal value, and sealed; then
everything is verified: each entry made into its leaf again, against its bundle, its tile, the tiles above and every
checkpoint; each personal value against its commitment. Memory is that of all processes together, a shared page counted
once. One entry and one tile are then altered, and must be named.

    python -m bench.verify [--entries 1000000] [--on sqlite]
"""

import argparse
import itertools
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from bench.support import databases, machine
from bench.support.databases import KINDS

SECONDS, MEGABYTES = 60.0, 500.0
LOOK_EVERY = 0.2
CHUNK = 5_000
WHICH = "WHERE {} BETWEEN %(least)s AND %(most)s"
COPIES = (
    "INSERT INTO ledger_entry (id, kind, subject, at, role, person, post, department, law, body) "
    "SELECT id + %(by)s, kind, subject, at, role, person, post, department, law, body FROM ledger_entry "
    + WHICH.format("id"),
    "INSERT INTO ledger_turn (position, entry_id) SELECT position + %(by)s, entry_id + %(by)s FROM ledger_turn "
    + WHICH.format("entry_id"),
    "INSERT INTO ledger_personalvalue (entry_id, field, salt, value) "
    "SELECT entry_id + %(by)s, field, salt, value FROM ledger_personalvalue " + WHICH.format("entry_id"),
)
SHOWN = 1_000  # characters of what went wrong
NOW = datetime(2027, 1, 1, tzinfo=UTC)


def main() -> int:
    """Measure on each database in a process of its own; return the exit status."""
    asked = _arguments()
    if asked.inside:
        with databases.private(asked.on):
            print(json.dumps(_measure(asked.entries)))
        return 0
    verdict = machine.Verdict()
    print(machine.describe(), flush=True)
    for kind in [asked.on] if asked.on else KINDS:
        found = _measured(kind, asked.entries)
        print(f"{kind}: {asked.entries} entries; {found['looked']}")
        note = f"{found['cpu'] / asked.entries * 1e6:.1f} µs of CPU each; since the last: {found['since']:.2f} s"
        verdict.at_most("seconds for all of it", found["seconds"], SECONDS, note)
        verdict.at_most("peak memory of all processes, MB", found["peak"], MEGABYTES)
        verdict.holds("nothing is found where nothing was altered", found["wrong"][:SHOWN])
        verdict.holds("what was altered is named, and nothing else", found["missed"][:SHOWN])
    return verdict.status


class Memory:
    """Watches the proportional memory of this process and its children, in MB: shared pages are counted once."""

    def __enter__(self) -> "Memory":
        self.peak = 0.0
        self._stop = threading.Event()
        self._watcher = threading.Thread(target=self._watch)
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._stop.wait(LOOK_EVERY):
            self.peak = max(self.peak, sum(map(_proportional, _family())))


def _family() -> list[int]:
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    return [os.getpid(), *map(int, children)]


def _proportional(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


def _measured(kind: str, count: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.verify", "--inside", "--on", kind, "--entries", str(count)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _measure(count: int) -> dict[str, Any]:
    from heng.ledger.transparency import services  # noqa: PLC0415  -- only once Django is set up
    from heng.ledger.transparency.verifying import running, verdicts  # noqa: PLC0415
    from heng.registers.authorities.actors import CLOCK  # noqa: PLC0415

    databases.fill_elsewhere(lambda: _fill(count))
    services.seal(at=datetime(2026, 3, 2, tzinfo=UTC))
    with Memory() as memory:
        started, cpu = time.perf_counter(), _cpu()
        report = running.verify((), by=CLOCK, now=NOW)
        seconds, spent = time.perf_counter() - started, _cpu() - cpu
    verdicts.pronounce(report, is_full=True, started_at=NOW, by=CLOCK)
    started = time.perf_counter()
    again = running.verify((), by=CLOCK, now=NOW, since=verdicts.since())
    return {
        "seconds": seconds,
        "cpu": spent,
        "peak": memory.peak,
        "since": time.perf_counter() - started,
        "looked": " ".join(f"{kind}{number}" for kind, number in report.looked.items()),
        "wrong": "\n".join(map(str, [*report.findings, *again.findings])),
        "missed": _altered(count),
    }


def _fill(count: int) -> None:
    """Record some acts as the program does, and let the database copy them under further numbers."""
    from heng.ledger import journal  # noqa: PLC0415
    from heng.ledger.models import Pending, Turn  # noqa: PLC0415
    from heng.registers.authorities.actors import CLOCK  # noqa: PLC0415

    with transaction.atomic():
        rows = journal.record_all(islice(_acts(), min(CHUNK, count)), by=CLOCK)
        Turn.objects.bulk_create([Turn(position=at, entry=row) for at, row in enumerate(rows, 1)])
        Pending.objects.all().delete()
    with transaction.atomic(), connection.cursor() as cursor:
        for first in range(CHUNK, count, CHUNK):
            for statement in COPIES:
                cursor.execute(
                    statement, {"by": first, "least": rows[0].pk, "most": rows[min(CHUNK, count - first) - 1].pk}
                )
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence('ledger_entry', 'id'), max(id)) FROM ledger_entry")
    databases.analyse()


def _acts() -> Iterator[Any]:
    from heng.duties.supervision.events import FileOpened  # noqa: PLC0415
    from heng.ledger.evidence.events import FileKept  # noqa: PLC0415
    from heng.ledger.journal import Act  # noqa: PLC0415
    from heng.registers.trading.events import FactsTaken, NoticePublished, ProjectAdmitted  # noqa: PLC0415

    day, housing = date(2026, 3, 2), "410500-ZJ"
    law = "招标投标法实施条例 第六十一条"
    for number in itertools.count(1):
        project, digest = f"TP{number:06d}", f"{number:064x}"
        yield Act(ProjectAdmitted(project, housing, "R01", "安公管办〔2022〕6号 二", "A01", "410500", day), law)
        yield Act(FileOpened(project, f"JG{number:06d}", housing, "AC000001", "D01", day), law)
        yield Act(NoticePublished(project, day), law)
        yield Act(FactsTaken(project, ("bids", "lots"), 7, day), law)
        file = f"WJ{number:06d}"
        yield Act(FileKept(project, file, f"招标文件{number}.pdf", "PDF", 9, digest, digest, "centre", day, day))


def _altered(count: int) -> str:
    """Alter an entry and a tile in the middle; return what verification says when it does not name just these."""
    from heng.ledger.models import Entry, Turn  # noqa: PLC0415
    from heng.ledger.transparency.folder import folder  # noqa: PLC0415
    from heng.ledger.transparency.verifying import running  # noqa: PLC0415
    from heng.registers.authorities.actors import CLOCK  # noqa: PLC0415
    from tests.support.append_only import lifted  # noqa: PLC0415

    turn = Turn.objects.get(position=count // 2)
    with lifted():
        Entry.objects.filter(pk=turn.entry_id).update(person="AC000002")
    place = folder().root / "tile/0/001"
    data = bytearray(place.read_bytes())
    data[100] ^= 1
    place.write_bytes(data)
    found = [str(finding) for finding in running.verify((), by=CLOCK, now=NOW).findings]
    named = (
        [told for told in found if f"编号{turn.entry_id}（" in told],
        [told for told in found if "tile/0/001" in told],
    )
    return "" if all(named) and len(found) == sum(map(len, named)) else "\n".join(found) or "nothing"


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--on", choices=KINDS)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
