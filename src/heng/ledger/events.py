"""News 「消息」: frozen dataclasses, and how they become canonical JSON and come back.

Personal fields leave only a salted commitment in the body: SHA-256 over salt and canonical value.
"""

import hashlib
import secrets
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import rfc8785

SALT_BYTES = 16
COMMITMENT = "commitment"
ERASED = ""


@dataclass(frozen=True)
class Event:
    """Something that happened to `subject`, a reference such as `TP000123`."""

    subject: str


def personal() -> Any:
    """Mark a field of an event as personal data 「个人信息」: its value stays erasable. It must be a `str`."""
    return field(metadata={"personal": True})


@dataclass(frozen=True, slots=True)
class Sealed:
    """One personal value with the salt of its commitment."""

    field: str
    salt: bytes
    value: str


def kind_of(event_type: type[Event]) -> str:
    """Name an event by its room: `trading.ProjectAdmitted`."""
    room = event_type.__module__.split(".")[-2]
    return f"{room}.{event_type.__qualname__}"


def commitment(salt: bytes, value: str) -> str:
    """Commit to a value: `sha256:` and 64 hexadecimal digits. Without the salt nobody can guess the value from it."""
    return "sha256:" + hashlib.sha256(salt + rfc8785.dumps(value)).hexdigest()


def encode(event: Event) -> tuple[str, list[Sealed]]:
    """Return the canonical JSON (RFC 8785) of an event, without its subject, and the personal values apart."""
    body: dict[str, Any] = {}
    sealed: list[Sealed] = []
    for spec in _specs(type(event)):
        value = getattr(event, spec)
        if spec in _personal(type(event)):
            secret = Sealed(spec, secrets.token_bytes(SALT_BYTES), value)
            sealed.append(secret)
            body[spec] = {COMMITMENT: commitment(secret.salt, value)}
        else:
            body[spec] = _plain(value)
    return rfc8785.dumps(body).decode(), sealed


def decode(event_type: type[Event], subject: str, body: dict[str, Any], values: dict[str, str]) -> Event:
    """Rebuild an event from its stored body and the personal values that were not erased (an erased one reads "")."""
    hints = _hints(event_type)
    facts = {
        name: values.get(name, ERASED) if name in _personal(event_type) else _typed(hints[name], body[name])
        for name in _specs(event_type)
        if name in body
    }
    return event_type(subject, **facts)


@cache
def _specs(event_type: type[Event]) -> tuple[str, ...]:
    return tuple(spec.name for spec in fields(event_type) if spec.name != "subject")


@cache
def _personal(event_type: type[Event]) -> frozenset[str]:
    return frozenset(spec.name for spec in fields(event_type) if spec.metadata.get("personal"))


@cache
def _hints(event_type: type[Event]) -> dict[str, Any]:
    return get_type_hints(event_type)


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
