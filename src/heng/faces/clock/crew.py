"""The crew 「服务进程」: the processes that serve, each restarted when it falls, all ended together."""

import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import FrameType

PATIENCE = 10.0  # seconds that a process has to end by itself
SHORT_LIFE = 5.0  # a process that lives shorter waits before it is started again
LONGEST_WAIT = 30.0
LOOK_EVERY = 0.5


@dataclass(slots=True)
class Hand:
    """One process of the crew, by its name and its command."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    falls: int = 0
    not_before: float = field(default=0.0)

    def start(self, now: float) -> None:
        """Start the process."""
        self.process = subprocess.Popen(self.command)  # noqa: S603  -- our own commands, no shell
        self.started = now

    def look_after(self, now: float) -> bool:
        """Start the process again if it fell and its wait is over; tell whether it fell just now."""
        if self.process is None:
            if now >= self.not_before:
                self.start(now)
            return False
        if self.process.poll() is None:
            return False
        self.falls = self.falls + 1 if now - self.started < SHORT_LIFE else 0
        self.not_before = now + min(LONGEST_WAIT, self.falls * 2.0)
        self.process = None
        return True


class Crew:
    """Keeps its hands at work until it is told to stop by SIGTERM or SIGINT."""

    def __init__(self, hands: Sequence[Hand]) -> None:
        self.hands = hands
        self.is_stopping = False

    def work(self) -> None:
        """Serve until a signal comes, then end every process; return when all have ended."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        try:
            while not self.is_stopping:
                for hand in self.hands:
                    hand.look_after(time.monotonic())
                time.sleep(LOOK_EVERY)
        finally:
            self.end()

    def end(self) -> None:
        """Ask every process to end; kill the ones that do not."""
        running = [hand.process for hand in self.hands if hand.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in running:
            try:
                process.wait(timeout=max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _stop(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002  -- the shape of a signal handler
        self.is_stopping = True
