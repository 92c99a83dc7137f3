"""News 「消息」: frozen dataclasses, and how they become canonical JSON and come back.

Personal fields leave only a salted commitment in the body: SHA-256 over salt and canonical value.
"""

import hashlib
import re
import secrets
from dataclasses import MISSING, dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints

import rfc8785

SALT_BYTES = 16
COMMITMENT = "commitment"
ERASED = ""
_PLATE = re.compile("「(.+?)」")
_KINDS: "dict[str, type[Event]]" = {}
_SHAPES: "dict[type[Event], _Shape]" = {}


@dataclass(frozen=True)
class Event:
    """Something that happened to `subject`, a reference such as `TP000123`.

    The first line of a subclass's docstring names it in 「」 as the console shall show it.

    Raises:
        TypeError: a class of another module has the same kind.
    """

    subject: str

    def __init_subclass__(cls) -> None:
        """Enter the class among the kinds; a dataclass with slots enters twice, the second replacing the first."""
        super().__init_subclass__()
        known = _KINDS.get(kind_of(cls))
        if known is not None and known.__module__ != cls.__module__:
            raise TypeError(f"{known.__module__} and {cls.__module__} both tell {kind_of(cls)}")
        _KINDS[kind_of(cls)] = cls


def personal(label: str = "") -> Any:
    """Mark a field of an event as personal data 「个人信息」: its value stays erasable. It must be a `str`."""
    return field(metadata={"personal": True, "label": label})


def named(label: str, *, default: Any = MISSING) -> Any:
    """Give a field of an event the Chinese name under which the console shows it.

    What is added to an event needs a default: entries that are older lack it.
    """
    return field(default=default, metadata={"label": label})


def coded(label: str) -> Any:
    """Name a field that programs read and people need not: another field says the same in words."""
    return field(metadata={"label": label, "coded": True})


@dataclass(frozen=True, slots=True)
class Sealed:
    """One personal value with the salt of its commitment."""

    field: str
    salt: bytes
    value: str


def kind_of(event_type: type[Event]) -> str:
    """Name an event by its room: `trading.ProjectAdmitted`."""
    room = event_type.__module__.split(".")[-2:][0]
    return f"{room}.{event_type.__qualname__}"


def type_of(kind: str) -> type[Event] | None:
    """Return the class of a kind, or None when this program no longer knows it."""
    return _KINDS.get(kind)


def kinds() -> dict[str, str]:
    """List every kind with its Chinese name, by kind."""
    return {kind: label_of(kind) for kind in sorted(_KINDS)}


def label_of(kind: str) -> str:
    """Name a kind in Chinese: what stands in 「」 in its docstring, or the kind itself."""
    return plate(_KINDS.get(kind), kind)


def plate(thing: object, default: str) -> str:
    """Return what stands in 「」 in the docstring of a class or a function, or the default."""
    found = _PLATE.search(getattr(thing, "__doc__", None) or "")
    return found.group(1) if found else default


def field_labels(event_type: type[Event]) -> dict[str, str]:
    """Name the fields of an event, in their order; a field without a Chinese name shows its own."""
    return {
        spec.name: str(spec.metadata.get("label") or spec.name) for spec in fields(event_type) if spec.name != "subject"
    }


def coded_fields(event_type: type[Event]) -> frozenset[str]:
    """List the fields that are for programs only."""
    return frozenset(spec.name for spec in fields(event_type) if spec.metadata.get("coded"))


def commitment(salt: bytes, value: str) -> str:
    """Commit to a value: `sha256:` and 64 hexadecimal digits. Without the salt nobody can guess the value from it."""
    return digest(salt + rfc8785.dumps(value))


def digest(data: bytes) -> str:
    """Write the SHA-256 of bytes as commitments have it."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def encode(event: Event) -> tuple[str, list[Sealed]]:
    """Return the canonical JSON (RFC 8785) of an event, without its subject, and the personal values apart."""
    shape = _shape(type(event))
    body: dict[str, Any] = {}
    sealed: list[Sealed] = []
    for name in shape.fields:
        value = getattr(event, name)
        if name in shape.personal:
            secret = Sealed(name, secrets.token_bytes(SALT_BYTES), value)
            sealed.append(secret)
            body[name] = {COMMITMENT: commitment(secret.salt, value)}
        else:
            body[name] = _plain(value)
    return rfc8785.dumps(body).decode(), sealed


def decode(event_type: type[Event], subject: str, body: dict[str, Any], values: dict[str, str]) -> Event:
    """Rebuild an event from its stored body and the personal values that were not erased (an erased one reads "").

    Raises:
        TypeError: the body is of an older shape that lacks a field without a default.
    """
    shape = _shape(event_type)
    facts = {
        name: values.get(name, ERASED) if name in shape.personal else _typed(shape.hints[name], body[name])
        for name in shape.fields
        if name in body
    }
    return event_type(subject, **facts)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What of a class of events does not change: its fields, which of them are personal, their types."""

    fields: tuple[str, ...]
    personal: frozenset[str]
    hints: dict[str, Any]


def _shape(event_type: type[Event]) -> _Shape:
    shape = _SHAPES.get(event_type)
    if shape is None:
        own = [spec for spec in fields(event_type) if spec.name != "subject"]
        shape = _SHAPES[event_type] = _Shape(
            fields=tuple(spec.name for spec in own),
            personal=frozenset(spec.name for spec in own if spec.metadata.get("personal")),
            hints=get_type_hints(event_type),
        )
    return shape


def _plain(value: Any) -> Any:
    """Turn a value into what RFC 8785 takes; money and numbers beyond 2^53 go in as strings."""
    match value:
        case bool() | None | str():
            return str(value) if isinstance(value, str) else value
        case int():
            return value if abs(value) < 2**53 else str(value)
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case tuple() | list():
            return [_plain(item) for item in value]
    raise TypeError(f"an event may not carry {type(value).__name__}")


def _typed(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(hint) is tuple:
        return tuple(_typed(get_args(hint)[0], item) for item in value)
    wanted = next((part for part in get_args(hint) or (hint,) if part is not type(None)), hint)
    if wanted is Decimal:
        return Decimal(value)
    if wanted in {date, datetime}:
        return wanted.fromisoformat(value)
    return int(value) if wanted is int else value
