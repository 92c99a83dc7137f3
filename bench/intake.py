"""Taking in 「收录」: against a bare `bulk_create` of the very rows that come of it, in the same run.

One stream is taken by the real pipeline. Each time it has read some five hundred releases more, the watch stops, and
the rows that were written since are written once more, by nothing but `bulk_create`, into a twin of the database: so
both meet the same machine at the same moments. Of the bare way only the writing is timed, not the making of its rows.
A tenth of the releases is taken the same way into another database, for the last target.

    python -m bench.intake [--releases 100000] [--on sqlite]
"""

import argparse
import io
import json
import resource
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connections, models, transaction

from bench.support import databases, machine, releases
from bench.support.databases import KINDS, TWIN, Watch

RATIO, MEGABYTES, GROWTH = 0.3, 500, 11
TIMES = 10
SLICES, STEP = 10, 500
ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(hours=8)))


def main() -> int:
    """Measure on each database in a process of its own; return the exit status."""
    asked = _arguments()
    if asked.file:
        print(json.dumps(_measure(asked.on, Path(asked.file), asked.releases)))
        return 0
    print(machine.describe())
    verdict = machine.Verdict()
    with tempfile.TemporaryDirectory(prefix="heng-bench-") as folder:
        for kind in [asked.on] if asked.on else KINDS:
            few, many = (_measured(kind, Path(folder), count) for count in (asked.releases // TIMES, asked.releases))
            _judge(kind, asked.releases, few, many, verdict)
    return verdict.status


class Stopping(io.RawIOBase):
    """A file that stops the watch at every step, has the rows so far written bare, and lets it go on."""

    def __init__(self, path: Path, count: int, watch: Watch, bare: "Bare") -> None:
        self.file = path.open("rb")
        self.size = path.stat().st_size
        self.watch, self.bare = watch, bare
        self.steps, self.slices = max(count // STEP, 1), 1
        self.next = self.size / self.steps
        self.seen = 0
        self.times: list[tuple[float, ...]] = []  # so far, after each slice

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview", /) -> int:  # type: ignore[override]
        if self.seen >= self.next:
            self.next += self.size / self.steps
            self.stop()
            if self.seen >= self.slices * self.size / SLICES and self.slices < SLICES:
                self.mark()
        data = self.file.read(len(buffer))
        self.seen += len(data)
        buffer[: len(data)] = data
        return len(data)

    def stop(self) -> None:
        """Write bare what was taken since the last stop."""
        self.watch.__exit__()
        self.bare.catch_up()
        self.watch.__enter__()

    def mark(self) -> None:
        """Note the times of a slice."""
        self.slices += 1
        self.watch.__exit__()
        self.times.append(self.watches())
        self.watch.__enter__()

    def watches(self) -> tuple[float, ...]:
        """Return the seconds by the clock and of CPU, of taking in and of `bulk_create`."""
        own, other = self.watch, self.bare.watch
        return own.wall, other.wall, own.cpu, other.cpu


class Bare:
    """Writes the rows of the database into its twin by `bulk_create`: one transaction for each call."""

    def __init__(self) -> None:
        found = [apps.get_model(label) for label in databases.tables()]
        self.models = [
            model for model in found if isinstance(model._meta.pk, models.BigAutoField | models.OneToOneField)
        ]
        self.last = {model: self._highest(model) for model in self.models}
        self.watch = Watch(TWIN)
        self.rows = 0

    def catch_up(self) -> None:
        """Copy what is new; only the writing is timed."""
        fresh = [(model, self._rows(model)) for model in self.models]
        with self.watch, transaction.atomic(using=TWIN):
            for model, rows in fresh:
                if rows:
                    model._base_manager.using(TWIN).bulk_create(rows)
        self.rows += sum(len(rows) for _, rows in fresh)

    def _rows(self, model: type[models.Model]) -> list[models.Model]:
        names = [column.attname for column in model._meta.concrete_fields]
        found = model._base_manager.filter(pk__gt=self.last[model]).order_by("pk").values_list(*names)
        rows = [model(**dict(zip(names, map(_plain, values), strict=True))) for values in found]
        if rows:
            self.last[model] = rows[-1].pk
        return rows

    @staticmethod
    def _highest(model: type[models.Model]) -> int:
        return model._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0


def _measured(kind: str, folder: Path, count: int) -> dict[str, Any]:
    """Measure in a process of its own, so that its peak of memory is its own too."""
    path = folder / f"{count}.jsonl"
    if not path.exists():
        releases.write(path, count)
    command = [sys.executable, "-m", "bench.intake", "--on", kind, "--releases", str(count), "--file", str(path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _measure(kind: str, path: Path, count: int) -> dict[str, Any]:
    with databases.private(kind):
        from heng.faces.exchange import sources  # noqa: PLC0415  -- only once Django is set up
        from heng.faces.exchange.inbox import taking  # noqa: PLC0415

        databases.found_the_city(ON)
        databases.twin()
        actor, profile = sources.sender("bench")
        bare, watch = Bare(), Watch()
        stream = Stopping(path, count, watch, bare)
        with watch:
            report = taking.take(stream, name=path.name, profile=profile, by=actor, on=ON, at=AT)
        bare.catch_up()
        stream.times.append(stream.watches())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        assert report.counts["taken"] == count, report.as_text()  # else it measures something else
        _compare(bare)
        return {
            "rows": bare.rows,
            "times": stream.times,
            "peak": peak,
        }


def _compare(bare: Bare) -> None:
    for model in bare.models:
        own, other = (model._base_manager.using(alias).count() for alias in ("default", TWIN))
        assert own == other, f"{model._meta.label}: {own} rows, and {other} written bare"
    connections.close_all()


def _judge(kind: str, count: int, few: dict[str, Any], many: dict[str, Any], verdict: machine.Verdict) -> None:
    took, wrote, took_cpu, wrote_cpu = many["times"][-1]
    pairs = zip([(0.0,) * 4, *many["times"][:-1]], many["times"], strict=True)
    parts = [tuple(after - before for before, after in zip(*pair, strict=True)) for pair in pairs]
    print(f"{kind}: {count} releases, {many['rows']} rows")
    print(f"  taken in {took:.1f} s ({count / took:.0f} releases a second), written bare in {wrote:.1f} s")
    for place, what in enumerate(("taking in, by the clock", "bare, by the clock", "taking in, CPU", "bare, CPU")):
        print(f"  {what:24}" + " ".join(f"{part[place]:5.1f}" for part in parts))
    note = f"{machine.spread([part[1] / part[0] for part in parts])} slices; of CPU {wrote_cpu / took_cpu:.2f}"
    verdict.at_least("rate against bulk_create", wrote / took, RATIO, note)
    verdict.at_most("peak memory in MB", many["peak"], MEGABYTES, f"{few['peak']:.0f} for {count // TIMES}")
    small, small_bare, small_cpu, small_bare_cpu = few["times"][-1]
    note = (
        f"{took:.1f} s and {small:.1f} s; of CPU {took_cpu / small_cpu:.2f}; "
        f"bare {wrote / small_bare:.2f}, of CPU {wrote_cpu / small_bare_cpu:.2f}"
    )
    verdict.at_most(f"time for {count} against {count // TIMES}", took / small, GROWTH, note)


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=int, default=100_000)
    parser.add_argument("--on", choices=KINDS)
    parser.add_argument("--file", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
