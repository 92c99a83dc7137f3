"""Small parts of Markdown."""

import inspect
import re
from collections.abc import Iterable

NOTE = "<!-- Written by `make docs` from the code; change the code, not this page. -->\n"
PLATE = re.compile("「(.+?)」")


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Set rows under a head."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def first_line(thing: object) -> str:
    """Return the first line of a docstring, or nothing."""
    return (inspect.getdoc(thing) or "").split("\n")[0]


def plate(thing: object) -> str:
    """Return what stands in 「」 in the first line of a docstring, or nothing."""
    found = PLATE.search(first_line(thing))
    return found.group(1) if found else ""
