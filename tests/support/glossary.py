"""Reads `docs/glossary.md` back: its terms, and whether the identifiers it names stand in the code."""

import re

from tests.support import source

PAGE = source.ROOT / "docs/glossary.md"


def rows() -> list[list[str]]:
    """Return the rows of both tables: 中文, English, identifier, article."""
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return [row for row in cells if row[0] != "中文"]


def exists(name: str) -> bool:
    """Does `room.module` or `room.module.Thing` stand in the source?"""
    if name == "heng":
        return True
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        base = source.SRC.joinpath(*parts[:cut])
        files = [base.with_suffix(".py"), *base.glob("*.py")]
        texts = [path.read_text(encoding="utf-8") for path in files if path.exists()]
        if texts:
            return all(any(re.search(rf"\b{part}\b", text) for text in texts) for part in parts[cut:])
    return False
