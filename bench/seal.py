"""Sealing 「固化」: how fast entries of the journal become a public log, in how much memory, and what a proof takes.

The journal is filled straight into its tables with acts of a trade, from project to award; three of six kinds are let
out in part, the others are closed. Sealing is all of it: reading, canonical leaves, hashing, tiles on the medium,
checkpoints. Each size and database has a process of its own.

    python -m bench.seal [--entries 1000000]
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from statistics import median
from typing import Any

from bench.support import databases, machine
from bench.support.databases import KINDS

RATE = 50_000.0  # entries a second
PROOF = 1.0  # ms
GROWTH = 1.15  # of the peak of memory, for eight times the entries
SMALLER = 8
PROOFS = 200
CHUNK = 5_000
MEGA = 1024  # of the kilobytes of `ru_maxrss`


def main() -> int:
    """Measure on each database; return the exit status."""
    asked = _arguments()
    if asked.on:
        with databases.private(asked.on):
            print(json.dumps(_measure(asked.entries)))
        return 0
    verdict = machine.Verdict()
    print(machine.describe(), flush=True)
    for kind in KINDS:
        small, large = (_measured(kind, count) for count in (asked.entries // SMALLER, asked.entries))
        print(f"{kind}: {asked.entries} entries, {large['bytes'] / asked.entries:.0f} bytes each in the log")
        note = f"{large['cpu'] / asked.entries * 1e6:.1f} µs of CPU each; {small['rate']:.0f} over an eighth of them"
        verdict.at_least("sealed a second", large["rate"], RATE, note)
        verdict.at_most("peak of memory, times that of an eighth", large["peak"] / small["peak"], GROWTH,
                        f"{small['peak']:.0f} and {large['peak']:.0f} MB")  # fmt: skip
        verdict.at_most(
            "a proof from its tiles, ms", large["proof"], PROOF, f"{large['seal']:.2f} with its entry looked up"
        )
    return verdict.status


def _measured(kind: str, count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.seal", "--on", kind, "--entries", str(count)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _measure(count: int) -> dict[str, float]:
    from heng.ledger.transparency import services  # noqa: PLC0415  -- only once Django is set up
    from heng.ledger.transparency.folder import folder  # noqa: PLC0415

    databases.fill_elsewhere(lambda: _fill(count))
    started, cpu = time.perf_counter(), time.process_time()
    sealed = services.seal(at=datetime(2026, 3, 2, tzinfo=UTC))
    seconds, spent = time.perf_counter() - started, time.process_time() - cpu
    if sealed != count:
        raise RuntimeError(f"{sealed} of {count} entries were sealed")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGA
    size = sum(path.stat().st_size for path in folder().root.rglob("*") if path.is_file())
    return {"rate": count / seconds, "cpu": spent, "peak": peak, "bytes": size, **_proofs(count)}


def _proofs(count: int) -> dict[str, float]:
    """Take the middle of some proofs, each as the first of its process: no tile is remembered."""
    from heng.engines.tlog.proofs import prove_inclusion  # noqa: PLC0415
    from heng.engines.tlog.trees import TiledTree  # noqa: PLC0415
    from heng.ledger.models import Turn  # noqa: PLC0415
    from heng.ledger.transparency import selectors  # noqa: PLC0415
    from heng.ledger.transparency.folder import folder  # noqa: PLC0415

    bare, whole = [], []
    for index in range(0, count, -(-count // PROOFS)):
        entry = Turn.objects.get(position=index + 1).entry_id
        started = time.perf_counter()
        prove_inclusion(TiledTree(count, folder().tile), index)
        between = time.perf_counter()
        selectors.seal_of(entry)
        bare.append(between - started)
        whole.append(time.perf_counter() - between)
    return {"proof": median(bare) * 1000, "seal": median(whole) * 1000}


def _fill(count: int) -> None:
    from heng.ledger.models import Entry, Turn  # noqa: PLC0415

    entries, position = _entries(), 0
    while position < count:
        rows = Entry.objects.bulk_create(list(islice(entries, min(CHUNK, count - position))))
        Turn.objects.bulk_create([Turn(position=position + at, entry=row) for at, row in enumerate(rows, 1)])
        position += len(rows)
    databases.analyse()


def _entries() -> Iterator[Any]:
    from heng.duties.supervision.events import FileOpened  # noqa: PLC0415
    from heng.ledger import events  # noqa: PLC0415
    from heng.ledger.evidence.events import FileRead  # noqa: PLC0415
    from heng.ledger.models import Entry  # noqa: PLC0415
    from heng.registers.authorities.events import AccountOpened  # noqa: PLC0415
    from heng.registers.trading.events import FactsTaken, NoticePublished, ProjectAdmitted  # noqa: PLC0415

    day, housing, number = date(2026, 3, 2), "410500-ZJ", 0
    while True:
        number += 1
        project = f"TP{number:06d}"
        acts = (
            ProjectAdmitted(project, housing, "R01", "安公管办〔2022〕6号 二", "A01", "410500", day),
            FileOpened(project, f"JG{number:06d}", housing, "AC000001", "D01", day),
            NoticePublished(project, day),
            FactsTaken(project, ("bids", "lots"), 7, day),
            FileRead(f"WJ{number:06d}", project, f"{number:064x}", ""),
            AccountOpened(f"AC{number:06d}", f"yanshi{number}", "演示经办", day),
        )
        for act in acts:
            yield Entry(
                kind=events.kind_of(type(act)),
                subject=act.subject,
                role="officer",
                person="AC000001",
                post="演示科室经办岗",
                department=housing,
                law="招标投标法实施条例 第六十一条",
                body=events.encode(act)[0],
            )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--on", choices=KINDS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
