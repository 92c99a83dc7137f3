"""Reads the house as text: its files, their syntax trees, its templates, what git tracks."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src/heng"
BELOW_FACES = ("duties", "registers", "ledger", "engines")
ROOMS = ("duties", "registers")
DATA_ALONE = {".png", ".ico", ".woff2", ".gz", ".xlsx", ".pyc"}
GENERATED = {"var", "htmlcov", "dist", "node_modules"}


def name(path: Path) -> str:
    """Name a file as the reader knows it: from the root of the repository."""
    return str(path.relative_to(ROOT))


def code(*floors: str) -> list[Path]:
    """List the Python files of some floors, or of all; migrations are written by a machine."""
    files = (path for floor in floors or ("",) for path in (SRC / floor).rglob("*.py"))
    return sorted(path for path in files if "migrations" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    """Parse a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a file, methods and inner functions too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def rooms() -> list[Path]:
    """List the folders of the rooms of duties and registers."""
    return sorted(path.parent for floor in ROOMS for path in (SRC / floor).glob("*/__init__.py"))


def templates() -> list[Path]:
    """List every template of every door."""
    return sorted(path for path in SRC.glob("faces/*/templates/**/*") if path.suffix in {".html", ".txt", ".xml"})


def tracked() -> list[Path]:
    """List the text files that git keeps, or would keep after the next commit; without git, all that is not hidden."""
    if shutil.which("git") and (ROOT / ".git").exists():
        asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
        said = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        paths = [ROOT / line for line in said.splitlines()]
    else:
        folders = [path for path in ROOT.iterdir() if path.name not in GENERATED and not path.name.startswith(".")]
        paths = [path for folder in folders for path in (folder.rglob("*") if folder.is_dir() else [folder])]
    return [path for path in paths if path.is_file() and path.suffix not in DATA_ALONE]
