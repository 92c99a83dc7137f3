"""Walks the house: every module of it, every procedure and every kind of news in it."""

import importlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import heng
from heng.engines.procedure import Procedure
from heng.ledger.events import Event

HOME = Path(heng.__file__).parent
TELLING = {"procedure", "events", "handlers"}


@cache
def modules() -> tuple[ModuleType, ...]:
    """Import the modules that hold procedures, news and listeners; Django must be set up."""
    names = {_name(path) for path in HOME.rglob("*.py") if _tells(path)}
    return tuple(importlib.import_module(name) for name in sorted(names))


def _tells(path: Path) -> bool:
    """Tell such a module by its place, or by a kind of news that it defines elsewhere, as the ledger does."""
    return bool(TELLING & {*path.relative_to(HOME).parts, path.stem}) or "(Event):" in path.read_text(encoding="utf-8")


def _name(path: Path) -> str:
    parts = path.relative_to(HOME.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module_name: str) -> str:
    """Name the room of a module: `registers.trading` of `heng.registers.trading.services.gate`."""
    parts = module_name.split(".")[1:]
    return ".".join(parts[:2]) if parts[0] in {"registers", "duties", "faces", "engines"} else parts[0]


def procedures() -> Iterator[tuple[str, str, Procedure]]:
    """Yield room, name and table of every procedure, in the order of rooms and names."""
    seen: set[int] = set()
    found = []
    for module in modules():
        if "procedure" not in module.__name__.split("."):
            continue
        for name, value in vars(module).items():
            if isinstance(value, Procedure) and id(value) not in seen:
                seen.add(id(value))
                found.append((module.__name__.partition(".procedure")[0].removeprefix("heng."), name, value))
    yield from sorted(found, key=lambda row: row[:2])


def news() -> list[type[Event]]:
    """List every kind of event that the house tells, by kind."""
    modules()
    found: list[type[Event]] = []
    waiting = Event.__subclasses__()
    while waiting:
        event_type = waiting.pop()
        waiting += event_type.__subclasses__()
        if event_type.__module__.startswith("heng."):
            found.append(event_type)
    latest = {f"{event.__module__}.{event.__qualname__}": event for event in found}  # slots make a class twice
    return [latest[name] for name in sorted(latest)]
