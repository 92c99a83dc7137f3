"""Lists 「列表页」: twenty of 100,000 projects, found and shown, against a bare view of the same query and template.

Both ways are asked in turn in one process, and CPU is counted, of this process and of the database server: so what is
measured is what middleware, login, guards, forms and navigation add. Also: how many queries a page asks, whether that
grows with its rows, and whether a search uses its index.

Python 3.11 keeps its stack in chunks, and a call in a loop that stands at the end of one pays for a new chunk each
time: as much as half of a page, for whom it hits. It depends on nothing but depth; so rounds differ in depth.

    python -m bench.lists [--projects 100000] [--on sqlite] [--rounds 80]
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from django.core.management import call_command

from bench.support import databases, machine
from bench.support.databases import KINDS, Watch

RATIO = 0.6
WARM = 5
DEPTHS, STEP = 16, 8  # so many depths, so many frames apart: one part of the rounds has each once


def main() -> int:
    """Measure on each database in a process of its own; return the exit status."""
    asked = _arguments()
    if asked.on:
        verdict = machine.Verdict()
        with databases.private(asked.on):
            _measure(asked.on, asked.projects, max(asked.rounds // DEPTHS, 1) * DEPTHS, verdict)
        return verdict.status
    print(machine.describe(), flush=True)
    shared = ["--projects", str(asked.projects), "--rounds", str(asked.rounds)]
    done = [subprocess.run([sys.executable, "-m", "bench.lists", "--on", kind, *shared], check=False) for kind in KINDS]
    return max(one.returncode for one in done)


def _measure(kind: str, count: int, rounds: int, verdict: machine.Verdict) -> None:
    from bench.support import city, listing, pages, queries  # noqa: PLC0415  -- only once Django is set up

    call_command("collectstatic", interactive=False, verbosity=0)
    officer = city.build(count)
    print(f"{kind}: {count} projects")
    found = pages.ways(listing.pages(officer))
    for page, whole, bare in found:
        own, other, elapsed = _interleave(whole, bare, rounds)
        ratios = [b / a for a, b in zip(own, other, strict=True)]
        note = (
            f"{sum(own) / rounds * 1000:.1f} ms of CPU against {sum(other) / rounds * 1000:.1f}, "
            f"{elapsed / rounds * 1000:.1f} by the clock; {machine.spread(ratios)} "
            f"parts; {queries.count(whole)} queries against {queries.count(bare)}"
        )
        verdict.at_least(page.name, sum(other) / sum(own), RATIO, note)
    queries.explain(verdict)
    for door in ("console", "portal"):
        numbers = {page.name: queries.count(whole) for page, whole, _ in found if page.name.startswith(door)}
        grows = len(set(numbers.values())) > 1
        verdict.holds(f"as many queries for ten rows as for twenty: {door}", str(numbers) if grows else "")


def _interleave(
    whole: Callable[[], Any], bare: Callable[[], Any], rounds: int
) -> tuple[list[float], list[float], float]:
    """Ask both ways in turn; return the CPU seconds of each part, and the seconds by the clock of the whole way."""
    for _ in range(WARM):
        whole()
        bare()
    own, other, elapsed = [0.0] * (rounds // DEPTHS), [0.0] * (rounds // DEPTHS), 0.0
    for number in range(rounds):
        part = number // DEPTHS
        for ask, spent in ((whole, own), (bare, other)) if number % 2 else ((bare, other), (whole, own)):
            started = time.perf_counter()
            with Watch() as watch:
                _below(number % DEPTHS * STEP, ask)
            spent[part] += watch.cpu
            elapsed += time.perf_counter() - started if ask is whole else 0
    return own, other, elapsed


def _below(depth: int, ask: Callable[[], Any]) -> None:
    """Ask from so many frames down."""
    if depth:
        _below(depth - 1, ask)
    else:
        ask()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--projects", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=80)
    parser.add_argument("--on", choices=KINDS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
