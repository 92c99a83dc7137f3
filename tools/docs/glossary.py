"""The glossary: words of law by hand, and below them every term that the code speaks in 「」, with its steps."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.docs import house
from tools.docs.markdown import PLATE, table

BEGIN, END = "<!-- terms: written by `make docs` -->\n", "<!-- end of terms -->\n"


@dataclass(frozen=True, slots=True)
class Term:
    """A Chinese term, what it is in English, where the code says it, and by which article."""

    chinese: str
    english: str
    identifier: str
    article: str = ""


def page(written: str) -> str:
    """Return the glossary with its second part written anew.

    Raises:
        ValueError: the page has no place for it.
    """
    before, mark, rest = written.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise ValueError("docs/glossary.md has no place for the terms of the code")
    rows = [(term.chinese, term.english, f"`{term.identifier}`", term.article) for term in terms()]
    return f"{before}{BEGIN}\n{table(('中文', 'English', 'identifier', 'article'), rows)}\n{END}{after}"


def terms() -> list[Term]:
    """List every term in 「」 of a docstring's first line, and every step of a procedure, by identifier."""
    found = {(term.chinese, term.identifier): term for term in (*_in_docstrings(), *_in_procedures())}
    return sorted(found.values(), key=lambda term: (term.identifier, term.chinese))


def _in_docstrings() -> Iterator[Term]:
    for path in sorted(house.HOME.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                line = (ast.get_docstring(node) or "").split("\n")[0]
                for chinese in PLATE.findall(line):
                    yield Term(chinese, _english(line), _identifier(path, getattr(node, "name", "")))


def _english(line: str) -> str:
    words = re.sub(r"\s*「.+?」", "", line)
    return re.sub(r"\s+([:;,.])", r"\1", words).rstrip(".").strip()


def _identifier(path: Path, name: str) -> str:
    parts = list(path.relative_to(house.HOME).with_suffix("").parts)
    if parts[-1] == "__init__":
        parts = parts[:-1] or ["heng"]
    return ".".join([*parts, name] if name else parts)


def _in_procedures() -> Iterator[Term]:
    for room, name, procedure in house.procedures():
        for step in procedure:
            yield Term(str(step.label), step.verb.replace("_", " "), f"{room}.procedure.{name}.{step.verb}", step.law)
