"""Work on what strangers made, in a process of its own 「隔离处理」: bounded in time and memory, and gone afterwards.

A module that works so calls `serve` or `bound` when it is run; it knows no settings, no database, and no secret but
what it is given.
"""

import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import IO, cast

MEGABYTE = 1024**2
AT_ONCE = BoundedSemaphore(2)  # of each process of ours: a page of many files must not take the whole machine


class Failed(Exception):
    """The work was not done: it took too long, too much memory, or broke on what it was given."""


def run(module: str, given: bytes, *, seconds: int, megabytes: int) -> bytes:
    """Let a module work on `given` within so many seconds and megabytes, and return what it wrote.

    Raises:
        Failed: it did not end well; the last line of its complaint.
    """
    command = [sys.executable, "-I", "-m", module, str(seconds), str(megabytes)]
    try:
        with AT_ONCE:
            done = subprocess.run(  # noqa: S603  -- our own interpreter, our own module
                command, input=given, capture_output=True, timeout=seconds, check=True, env={"LANG": "C.UTF-8"}
            )
    except subprocess.TimeoutExpired as fault:
        raise Failed("too slow") from fault
    except subprocess.CalledProcessError as fault:
        lines = fault.stderr.decode(errors="replace").strip().splitlines()
        raise Failed(lines[-1] if lines else f"status {fault.returncode}") from fault
    return done.stdout


def serve(work: Callable[[bytes], bytes]) -> None:
    """Bound this process by what its command line says, then do the work once."""
    bound()
    sys.stdout.buffer.write(work(sys.stdin.buffer.read()))


def bound() -> list[str]:
    """Bound this process by the first words of its command line, and return the others."""
    seconds, megabytes = (int(word) for word in sys.argv[1:3])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))
    return sys.argv[3:]


@contextmanager
def streamed(module: str, *words: str, given: IO[bytes], seconds: int, megabytes: int) -> Iterator[IO[bytes]]:
    """Let a module work on an open file, bounded as by `run`; yield what it writes, as it writes it.

    `seconds` are of its own work, not of ours between two readings. Whoever leaves early ends it.
    """
    command = [sys.executable, "-I", "-m", module, str(seconds), str(megabytes), *words]
    with subprocess.Popen(  # noqa: S603  -- our own interpreter, our own module
        command, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={"LANG": "C.UTF-8"}
    ) as worker:
        try:
            yield cast(IO[bytes], worker.stdout)
        finally:
            worker.kill()
