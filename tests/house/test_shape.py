"""The furniture of the house: small files, known names, one clock, no hidden imports."""

import ast
import re
from pathlib import Path

import pytest

from tests.support import source

FILE_LINES, FUNCTION_LINES = 400, 50
FURNITURE = {"__init__", "apps", "models", "events", "procedure", "rules", "selectors", "services", "handlers"}
EXTRA = {"authorities": {"actors"}}
NOT_PYTHON = {"data", "migrations", "__pycache__"}
UNWELCOME = {"utils", "helpers", "constants", "signals", "views", "forms", "admin", "misc", "common"}
CLOCKS = {"today", "utcnow", "localdate", "localtime"}
PLATE = re.compile("「.+」")


@pytest.mark.parametrize("path", source.code(), ids=source.name)
def test_a_file_is_small(path: Path):
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= FILE_LINES, f"{lines} lines: split it by stage of the procedure, never by layer"


@pytest.mark.parametrize("path", source.code(), ids=source.name)
def test_a_function_is_small(path: Path):
    long = {f.name: f.end_lineno - f.lineno + 1 for f in source.functions(path)}
    assert not {name: lines for name, lines in long.items() if lines > FUNCTION_LINES}


@pytest.mark.parametrize("path", source.code(), ids=source.name)
def test_nothing_is_imported_inside_a_function(path: Path):
    hidden = [
        f"{function.name}:{node.lineno}"
        for function in source.functions(path)
        if (path.name, function.name) != ("apps.py", "ready")
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not hidden


@pytest.mark.parametrize("room", source.rooms(), ids=lambda path: path.name)
def test_a_room_has_the_furniture_of_rooms_and_no_other(room: Path):
    found = {path.stem for path in room.iterdir() if path.name not in NOT_PYTHON}
    assert found <= FURNITURE | EXTRA.get(room.name, set())
    inside = {path.stem for path in room.rglob("*.py")}
    assert not inside & UNWELCOME


@pytest.mark.parametrize("room", source.rooms(), ids=lambda path: path.name)
def test_the_door_plate_of_a_room_names_it_in_chinese_and_says_by_which_law(room: Path):
    plate = ast.get_docstring(source.tree(room / "__init__.py")) or ""
    assert PLATE.search(plate.split("\n")[0])
    assert "依据" in plate


@pytest.mark.parametrize("path", source.code(*source.BELOW_FACES), ids=source.name)
def test_the_clock_is_read_at_the_door_only(path: Path):
    read = [
        f"{node.attr}:{node.lineno}"
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Attribute) and (node.attr in CLOCKS or (node.attr, _name(node)) == ("now", "timezone"))
    ]
    read += [
        f"{node.func.attr}:{node.lineno}"
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if (node.func.attr, _name(node.func)) in {("now", "datetime"), ("time", "time")}
    ]
    assert not read, "take `on: date` or `at: datetime` as an argument"


def _name(attribute: ast.Attribute) -> str:
    return getattr(attribute.value, "id", getattr(attribute.value, "attr", ""))


@pytest.mark.parametrize("path", [path for path in source.code() if "config" not in path.parts], ids=source.name)
def test_only_the_settings_read_the_environment(path: Path):
    words = {node.attr for node in ast.walk(source.tree(path)) if isinstance(node, ast.Attribute)}
    assert not words & {"environ", "getenv"}


@pytest.mark.parametrize("path", [p for p in source.code() if "events" in (p.stem, p.parent.name)], ids=source.name)
def test_the_first_line_of_an_event_names_it_in_chinese(path: Path):
    for node in source.tree(path).body:
        if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "Event" for base in node.bases):
            assert PLATE.search((ast.get_docstring(node) or "").split("\n")[0]), node.name
