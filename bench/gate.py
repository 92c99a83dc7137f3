"""The gate 「进场关」: asked fifty times a second, whatever it takes to answer; how long do trading systems wait.

`heng serve` runs as in production, with its relay and its background workers, on a data folder of its own. Calls
leave at their moments whether or not earlier ones were answered (an open loop), and a wait counts from the moment at
which the call was due, so that a stalled server is not spared. Four of five calls bring a new project, one asks again
for a known one. The caller runs on the same machine and takes its share of it.

    python -m bench.gate [--rate 50] [--seconds 30] [--on sqlite]
"""

import argparse
import hashlib
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from queue import SimpleQueue
from statistics import median
from typing import Any

from django.conf import settings

from bench.support import databases, machine
from bench.support.databases import KINDS
from heng.engines.codes.uscc import uscc_check_char

P99 = 50.0  # ms
CALLERS = 24  # lines that are open at once
WARM_SECONDS = 5
AGAIN = 5  # one call of so many asks for a known project
OWNERS = 300
KEY = "a key that guards nothing, of a measurement"
COUNTIES = ("410500", "410502", "410505", "410522", "410523", "410526", "410581")
CLASSES = ("A01", "A02", "A03", "A07", "D01", "D02", "D03", "B01")
MINUTES_TO_START = 2
OK, PERCENT = 200, 100


@dataclass(slots=True)
class Waits:
    """How long calls waited, in ms, and what was answered."""

    times: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)

    def at(self, percent: float) -> float:
        """Return the wait within which so many of a hundred calls were answered."""
        waits = sorted(self.times)
        return waits[min(len(waits) - 1, int(len(waits) * percent / PERCENT))]


def main() -> int:
    """Measure on each database in a process of its own; return the exit status."""
    asked = _arguments()
    if asked.on:
        verdict = machine.Verdict()
        with databases.private(asked.on):
            _measure(asked.on, asked.rate, asked.seconds, verdict)
        return verdict.status
    print(machine.describe(), flush=True)
    shared = ["--rate", str(asked.rate), "--seconds", str(asked.seconds)]
    done = [subprocess.run([sys.executable, "-m", "bench.gate", "--on", kind, *shared], check=False) for kind in KINDS]
    return max(one.returncode for one in done)


def _measure(kind: str, rate: int, seconds: int, verdict: machine.Verdict) -> None:
    databases.found_the_city(date.today())  # noqa: DTZ011  -- as the door reads the day
    _issue_a_key()
    with _served() as (port, server):
        _call(port, rate, WARM_SECONDS, start=0)
        load, spent = os.getloadavg()[0], _cpu_seconds(server)
        waits = _call(port, rate, seconds, start=rate * WARM_SECONDS)
        spent = (_cpu_seconds(server) - spent) / len(waits.times) * 1000
    disk = f"a commit waits {_fsync_ms():.1f} ms for the disk; " if kind == "sqlite" else ""
    note = (
        f"{disk}p50 {waits.at(50):.1f}, p95 {waits.at(95):.1f}, longest {max(waits.times):.0f} ms of "
        f"{len(waits.times)}; the server spent {spent:.1f} ms of CPU on each, relay and workers included; "
        f"the caller was up to {max(waits.late):.0f} ms late; load before {load:.1f}, after {os.getloadavg()[0]:.1f}"
    )
    print(f"{kind}: {rate} calls a second for {seconds} s: {dict(waits.answers)}")
    verdict.at_most("p99, ms", waits.at(99), P99, note)
    wrong = {answer: times for answer, times in waits.answers.items() if answer not in {"allowed", "not allowed"}}
    verdict.holds("every call is answered", str(wrong) if wrong else "")


def _fsync_ms() -> float:
    """Measure what one `fsync` takes where the database lies, in the middle of a hundred."""
    times = []
    with tempfile.NamedTemporaryFile(dir=settings.DATA_DIR) as file:
        for _ in range(100):
            file.write(bytes(8192))
            file.flush()
            started = time.perf_counter()
            os.fsync(file.fileno())
            times.append((time.perf_counter() - started) * 1000)
    return median(times)


def _call(port: int, rate: int, seconds: int, *, start: int) -> Waits:
    """Let every call leave at its moment, on the first line that is free."""
    due: SimpleQueue[tuple[float, int] | None] = SimpleQueue()
    waits = Waits()
    callers = [threading.Thread(target=_caller, args=(port, due, waits)) for _ in range(CALLERS)]
    for caller in callers:
        caller.start()
    begun = time.perf_counter()
    for number in range(rate * seconds):
        moment = begun + number / rate
        time.sleep(max(0.0, moment - time.perf_counter()))
        due.put((moment, start + number))
    for _ in callers:
        due.put(None)
    for caller in callers:
        caller.join()
    return waits


def _caller(port: int, due: "SimpleQueue[tuple[float, int] | None]", waits: Waits) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while (call := due.get()) is not None:
        moment, number = call
        body = json.dumps(_project(number)).encode()
        left = time.perf_counter()
        try:
            line.request("POST", "/api/v1/entries", body, {"Content-Type": "application/json", "X-API-Key": KEY})
            answer = line.getresponse()
            told = json.loads(answer.read())
            said = ("allowed" if told["allowed"] else "not allowed") if answer.status == OK else str(answer.status)
        except (OSError, http.client.HTTPException) as fault:
            said = type(fault).__name__
            line.close()
        waits.times.append((time.perf_counter() - moment) * 1000)
        waits.late.append((left - moment) * 1000)
        waits.answers[said] += 1
    line.close()


def _project(number: int) -> dict[str, Any]:
    number -= number % AGAIN == AGAIN - 1  # asks again for the one before
    owner = number % OWNERS
    code = f"91410500MA{owner:06d}0"
    return {
        "key": f"bench-{number}",
        "name": f"演示项目第{number}号",
        "trade_class": CLASSES[number % len(CLASSES)],
        "region": COUNTIES[number % len(COUNTIES)],
        "owner": {"name": f"演示建设单位第{owner}号", "code": code + uscc_check_char(code)},
        "is_mandatory": True,
        "budget": "8000000",
        "approval_name": "演示立项批复",
        "approval_number": f"演发改〔2026〕{number}号",
        "approval_organ": "演示市发展和改革委员会",
    }


def _issue_a_key() -> None:
    from heng.registers.authorities.models import System  # noqa: PLC0415  -- only once Django is set up

    System.objects.create(
        code="bench",
        name="演示交易系统",
        authority_id="410500-JYZX",
        region="410500",
        key_hash=hashlib.sha256(KEY.encode()).hexdigest(),
        scopes="entries read",
    )


@contextmanager
def _served() -> Iterator[tuple[int, int]]:
    """Run `heng serve` on a free port until the measurement is over; give the port and the number of its process."""
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port: int = chosen.getsockname()[1]
    command = [sys.executable, "-m", "heng.config.main", "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port, server)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(60)


def _cpu_seconds(root: int) -> float:
    """Add up the CPU time of a process and of all that it started and that still run."""
    parents, spent = dict[int, int](), dict[int, float]()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            told = path.read_text(encoding="utf-8").rpartition(")")[2].split()
            parents[int(path.parent.name)] = int(told[1])
            spent[int(path.parent.name)] = (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    family = {root}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(spent[member] for member in family if member in spent)


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + MINUTES_TO_START * 60
    while time.monotonic() < until and server.poll() is None:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", "/api/openapi.json")
            if line.getresponse().status == OK:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("heng serve did not come up")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--on", choices=KINDS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
