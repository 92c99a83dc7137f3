"""The table of settings in the operations guide: what `settings.py` reads, and what `settings.csv` says of it."""

import ast
import csv
from collections.abc import Iterator
from pathlib import Path

from tools.docs.markdown import table

READERS = {"text", "flag", "number", "words"}
BEGIN, END = "<!-- settings: written by `make docs` -->\n", "<!-- end of settings -->\n"


def table_in(guide: str, root: Path) -> str:
    """Return the guide with its table of settings written anew.

    Raises:
        ValueError: the guide has no place for the table, or a setting has no meaning in settings.csv, or the reverse.
    """
    before, mark, rest = guide.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise ValueError("docs/operations.md has no place for the table of settings")
    return f"{before}{BEGIN}\n{_table(root)}\n{END}{after}"


def _table(root: Path) -> str:
    read = dict(sorted(_read(root / "src/heng/config")))
    with (root / "tools/docs/settings.csv").open(encoding="utf-8") as file:
        meant = {row["name"]: (row["meaning"], row["含义"]) for row in csv.DictReader(file)}
    if odd := read.keys() ^ meant.keys():
        raise ValueError(f"settings.csv and settings.py disagree on {sorted(odd)}")
    return table(
        ("variable", "default", "meaning", "含义"),
        [(f"`{name}`", f"`{default}`" if default else "", *meant[name]) for name, default in read.items()],
    )


def _read(config: Path) -> Iterator[tuple[str, str]]:
    """Yield every variable that the settings read, with its default as it is written."""
    for path in sorted(config.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if name in READERS and isinstance(first, ast.Constant) and str(first.value).startswith("HENG_"):
                yield str(first.value), _default(node)


def _default(call: ast.Call) -> str:
    given = call.args[1] if len(call.args) > 1 else next((word.value for word in call.keywords), None)
    if given is None:
        return ""
    return str(given.value) if isinstance(given, ast.Constant) else ast.unparse(given)
