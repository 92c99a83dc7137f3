"""The crew 「服务进程」: the processes that serve, each restarted when it falls, all ended together."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType

from django.utils.translation import gettext as _

PATIENCE = 15.0  # seconds that a process has to end by itself
SHORT_LIFE = 10.0  # a process that lives shorter waits before it is started again
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
LOOK_EVERY = 0.25
PR_SET_PDEATHSIG = 1

Say = Callable[[str], None]


@dataclass(slots=True)
class Hand:
    """One process of the crew, by its Chinese name and its command; it leads a group of its own."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    falls: int = 0
    not_before: float = 0.0

    def start(self, now: float) -> None:
        """Start the process. Ctrl+C reaches only its parent, which ends all in order."""
        self.process = subprocess.Popen(  # noqa: S603  -- our own commands, no shell
            self.command,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509  -- the parent has one thread
        )
        self.started = now

    def look_after(self, now: float) -> int | None:
        """Start the process again if it fell and its wait is over; return the code of a fall just seen."""
        if self.process is None:
            if now >= self.not_before:
                self.start(now)
            return None
        code = self.process.poll()
        if code is None:
            return None
        self.kill()  # whom it left behind
        self.falls = self.falls + 1 if now - self.started < SHORT_LIFE else 0
        self.not_before = now + (min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(self.falls - 1, 10)) if self.falls else 0.0)
        self.process = None
        return code

    def kill(self) -> None:
        """Kill the process and everybody of its group."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):  # the whole group may be gone
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Crew:
    """Keeps its hands at work until SIGTERM, SIGINT or SIGHUP tells it to stop."""

    def __init__(self, hands: Sequence[Hand], say: Say = print) -> None:
        self.hands = hands
        self.say = say
        self.stop = threading.Event()

    def work(self, *, is_ready: Callable[[], bool], when_ready: Callable[[], None]) -> None:
        """Serve until a signal comes, then end every process; return when all have ended.

        `when_ready` is called once, as soon as `is_ready` says yes.
        """
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._told_to_stop)
        waiting = True
        try:
            while not self.stop.is_set():
                self.look_after()
                if waiting and is_ready():
                    waiting = False
                    when_ready()
                self.stop.wait(LOOK_EVERY)
        finally:
            self.end()

    def look_after(self) -> None:
        """Start whoever does not work, and say who fell."""
        for hand in self.hands:
            code = hand.look_after(time.monotonic())
            if code is not None:
                self.say(_("%(name)s意外结束（代码 %(code)d），将重新启动") % {"name": hand.name, "code": code})

    def end(self) -> None:
        """Ask every process to end; after a while kill the ones that do not, with all whom they started."""
        running = [hand for hand in self.hands if hand.process is not None]
        for hand in running:
            if hand.process is not None:
                hand.process.terminate()
        deadline = time.monotonic() + PATIENCE
        for hand in running:
            if hand.process is not None:
                _wait(hand.process, deadline - time.monotonic())
            hand.kill()

    def _told_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stop.set()


def _wait(process: subprocess.Popen[bytes], seconds: float) -> None:
    with suppress(subprocess.TimeoutExpired):  # it had its time
        process.wait(timeout=max(0.0, seconds))


def _end_with_parent() -> None:
    """Let the kernel ask this process to end should its parent be killed (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
