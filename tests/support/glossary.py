"""Holds `docs/glossary.md` against the code: terms in 「」, names of events, labels of steps."""

import ast
import re
from collections.abc import Iterator

from tests.support import source
from tools.docs import house
from tools.docs.markdown import plate

PLATE = re.compile("「(.+?)」")
PAGE = source.ROOT / "docs/glossary.md"


def spoken() -> set[str]:
    """Return every term that stands in 「」 in the first line of a docstring, every event and every step."""
    events = {plate(event) for event in house.news()}
    steps = {str(step.label) for _, _, procedure in house.procedures() for step in procedure}
    return (set(_in_docstrings()) | events | steps) - {""}


def _in_docstrings() -> Iterator[str]:
    for path in source.code():
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                yield from PLATE.findall((ast.get_docstring(node) or "").split("\n")[0])


def _rows() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [row for row in cells if row[0] != "中文"]


def listed() -> set[str]:
    """Return the Chinese terms of the glossary."""
    return {row[0] for row in _rows()}


def identifiers() -> list[str]:
    """Return the identifiers that the glossary names."""
    return [name for row in _rows() for name in re.findall(r"`([^`]+)`", row[2])]


def exists(name: str) -> bool:
    """Does `room.module.Thing` or `room.module` stand in the source?"""
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        base = source.SRC.joinpath(*parts[:cut])
        files = [base.with_suffix(".py"), base / "__init__.py", *sorted(base.glob("*.py"))]
        texts = [path.read_text(encoding="utf-8") for path in files if path.exists()]
        if texts:
            return all(any(re.search(rf"\b{part}\b", text) for text in texts) for part in parts[cut:])
    return False
