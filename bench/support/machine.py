"""On what it was measured 「环境」, what came out, and whether that is enough."""

import os
import platform
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import django
import psycopg

HEAVY = 0.5  # processes that want a core, for each core: more than that, and others were at work


def describe() -> str:
    """Say in two lines what runs on what, and how busy it is just now."""
    cores, load = os.cpu_count() or 1, os.getloadavg()[0]
    busy = "  ← others are at work; figures are worse than they are" if load > HEAVY * cores else ""
    return (
        f"Python {platform.python_version()}, Django {django.get_version()}, SQLite {sqlite3.sqlite_version}, "
        f"psycopg {psycopg.__version__}, Linux {platform.release()}\n"
        f"{cores} cores of {_processor()}, {_memory_gb():.0f} GB, load {load:.1f}{busy}"
    )


def spread(values: Sequence[float]) -> str:
    """Say how much repetitions of one measurement differ."""
    return f"median {median(values):.2f}, from {min(values):.2f} to {max(values):.2f} over {len(values)}"


class Verdict:
    """Collects what was measured against what was promised."""

    def __init__(self) -> None:
        self.missed = 0

    def at_least(self, what: str, value: float, target: float, note: str = "") -> None:
        """Hold that a value is not smaller than its target."""
        self._tell(what, value, f"≥ {target:g}", note, kept=value >= target)

    def at_most(self, what: str, value: float, target: float, note: str = "") -> None:
        """Hold that a value is not greater than its target."""
        self._tell(what, value, f"≤ {target:g}", note, kept=value <= target)

    def holds(self, what: str, against: str = "") -> None:
        """Hold that something is so; `against` says why it is not."""
        self.missed += bool(against)
        print(f"  {'MISSED' if against else 'ok    '} {what}" + (f"\n{against}" if against else ""))

    def _tell(self, what: str, value: float, target: str, note: str, *, kept: bool) -> None:
        self.missed += not kept
        print(f"  {'ok    ' if kept else 'MISSED'} {what}: {value:.2f} (target {target}){note and '; ' + note}")

    @property
    def status(self) -> int:
        """The exit status: 1 when a target was missed."""
        return int(self.missed > 0)


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "?")


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
