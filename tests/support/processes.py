"""Looks at processes that a test started."""

import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 60


def until(asked: Callable[[], object], what: str) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not asked():
        assert time.monotonic() < deadline, f"never came: {what}"
        time.sleep(0.05)


def ended(number: int) -> bool:
    """Whether a process is gone, or is a corpse that nobody has fetched."""
    state = _fields(number)
    return not state or state[0] == "Z"


def children(number: int) -> list[int]:
    """Every process below a process, by number."""
    everybody = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    below = [each for each in everybody if (state := _fields(each)) and int(state[1]) == number]
    return [*below, *(grandchild for child in below for grandchild in children(child))]


def command(number: int) -> str:
    """The command line of a process."""
    return _read(number, "cmdline").replace("\0", " ")


def _fields(number: int) -> list[str]:
    """State, parent and more, of a process that is there."""
    return _read(number, "stat").rsplit(")", 1)[-1].split()


def _read(number: int, name: str) -> str:
    try:
        return Path(f"/proc/{number}/{name}").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
