"""Reads JSON into dataclasses by their annotations, and takes nothing for what it is not 「格式」."""

from dataclasses import is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from heng.engines.draw.texts import DrawError

T = TypeVar("T")
_hints = cache(get_type_hints)


def build(kind: type[T], value: object, at: str) -> T:
    """Return the value as a dataclass, tuple, string enumeration, string or integer; `at` is its place in the document.

    Raises:
        DrawError: `malformed`: a field too many or too few, or another type. `true` is no integer.
    """
    built: Any
    if is_dataclass(kind):
        built = kind(**_fields(kind, value, at))
    elif get_origin(kind) is tuple:
        built = _items(get_args(kind)[0], value, at)
    elif issubclass(kind, StrEnum):
        built = _member(kind, value, at)
    elif type(value) is not kind:
        raise DrawError("malformed", at, "类型不符")
    else:
        built = value
    return built  # type: ignore[no-any-return]


def _fields(kind: type, value: object, at: str) -> dict[str, Any]:
    hints = _hints(kind)
    if not isinstance(value, dict) or value.keys() != hints.keys():
        raise DrawError("malformed", at, f"应恰好包含：{'、'.join(hints)}")
    return {name: build(hint, value[name], f"{at}.{name}".lstrip(".")) for name, hint in hints.items()}


def _items(kind: type, value: object, at: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise DrawError("malformed", at, "应为列表")
    return tuple(build(kind, item, f"{at}[{number}]") for number, item in enumerate(value))


def _member(kind: type[StrEnum], value: object, at: str) -> StrEnum:
    if not isinstance(value, str) or value not in set(kind):
        raise DrawError("malformed", at, f"应为：{'、'.join(kind)}")
    return kind(value)
