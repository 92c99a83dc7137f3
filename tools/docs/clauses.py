"""The page of clauses: each line of the notice, where it is built, and which tests prove it."""

import ast
import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.docs.markdown import NOTE, table


@dataclass(frozen=True, slots=True)
class Clause:
    """One line of `docs/clauses.csv`: its number, section and duty in the notice, what must work, where it is built."""

    id: str
    section: str
    duty: str
    promise: str
    built_in: tuple[str, ...]


def clauses(root: Path) -> list[Clause]:
    """Read the list of clauses.

    Raises:
        ValueError: a clause is said to be built where nothing stands.
    """
    with (root / "docs/clauses.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = [Clause(r["id"], r["section"], r["duty"], r["promise"], tuple(r["built_in"].split())) for r in rows]
    for clause in found:
        for place in clause.built_in:
            if not any((root / f"src/heng/{place.replace('.', '/')}{end}").exists() for end in ("", ".py")):
                raise ValueError(f"clause {clause.id} is said to be built in {place}, where nothing stands")
    return found


def proofs(root: Path) -> dict[str, list[str]]:
    """Map each clause to the tests marked with it, as `tests/path.py::test`, by reading the tests, not running them."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((root / "tests").rglob("test_*.py")):
        for test, clause in _marks(ast.parse(path.read_text(encoding="utf-8"))):
            found[clause].append(f"{path.relative_to(root)}::{test}")
    return found


def page(root: Path) -> str:
    """Return the text of `docs/clauses.md`.

    Raises:
        ValueError: a test claims to prove a clause that is not in the list.
    """
    listed, proven = clauses(root), proofs(root)
    if strange := proven.keys() - {clause.id for clause in listed}:
        raise ValueError(f"tests prove clauses that are not listed: {sorted(strange)}")
    open_ones = [clause for clause in listed if not proven.get(clause.id)]
    words = (
        f"The notice makes {len(listed)} promises; {len(listed) - len(open_ones)} of them are proven by at least one "
        "test, the others are listed at the end. `docs/clauses.csv` holds the list.\n"
    )
    rows = [(c.id, f"{c.section} {c.duty}", c.promise, _built(c), _tests(proven.get(c.id, []))) for c in listed]
    remaining = "\n".join(f"- {clause.id} {clause.duty}" for clause in open_ones) or "None."
    head = ("clause", "通知", "what must work", "built in", "proven by")
    return "\n".join([NOTE, "# Clauses 「条款」\n", words, table(head, rows), "## Not yet proven\n", remaining + "\n"])


def _built(clause: Clause) -> str:
    return "、".join(f"`{place}`" for place in clause.built_in)


def _tests(tests: list[str]) -> str:
    by_file: dict[str, list[str]] = defaultdict(list)
    for test in tests:
        file, _, name = test.partition("::")
        by_file[file].append(name)
    return "<br>".join(f"`{file}`: {', '.join(names)}" for file, names in by_file.items())


def _marks(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield test and clause; a mark on a class or on the module holds for each test in it."""
    everywhere = [
        clause
        for node in tree.body
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == "pytestmark" for target in node.targets)
        for clause in _clauses_in(node.value)
    ]
    for node in tree.body:
        yield from _under(node, everywhere)


def _under(node: ast.stmt, inherited: list[str]) -> Iterator[tuple[str, str]]:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    own = inherited + [clause for mark in node.decorator_list for clause in _clauses_in(mark)]
    if isinstance(node, ast.ClassDef):
        for child in node.body:
            yield from _under(child, own)
    elif node.name.startswith("test"):
        yield from ((node.name, clause) for clause in dict.fromkeys(own))


def _clauses_in(expression: ast.expr) -> list[str]:
    return [
        str(word.value)
        for call in ast.walk(expression)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "clause"
        for word in call.args
        if isinstance(word, ast.Constant)
    ]
