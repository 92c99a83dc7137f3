"""Leaves 「日志条目」: an entry of the journal as canonical JSON (RFC 8785), closed but for what the list lets out.

All that is not let out is one object behind one salted commitment, `closed`. Its salt is not kept: it comes from a
secret of the log and the number of the entry, so that the leaf can be made again, and opened to whoever may know it.
A personal value stands in `body` as the commitment that the journal made; when its own salt is erased nothing opens it.
"""

import hmac
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from heng.ledger.events import COMMITMENT, SALT_BYTES, digest

Shown = frozenset[str] | None
"""The fields of the body that are let out; None of an act of which nothing is."""

_encode = msgspec.json.Encoder(order="sorted").encode  # equals RFC 8785 on text, whole numbers below 2^53, and lists
_decode = msgspec.json.Decoder(dict[str, Any]).decode


class Row(NamedTuple):
    """What of an entry becomes a leaf, by the columns of its table."""

    entry: int
    kind: str
    subject: str
    at: str  # in UTC, as `2026-03-02T04:00:00.000000Z`
    role: str
    person: str
    post: str
    department: str
    law: str
    body: str


class Opening(NamedTuple):
    """What opens a leaf: its commitment is SHA-256 over the salt and the canonical JSON of what is closed."""

    salt: bytes
    closed: dict[str, Any]


def leaf(row: Row, secret: bytes, shown: Shown) -> bytes:
    """Write an entry as a leaf; `secret` is where salts come from."""
    told, closed = _parted(row, shown)
    told["closed"] = {COMMITMENT: digest(_salt(row.entry, secret) + _encode(closed))}
    return _encode(told)


def opening(row: Row, secret: bytes, shown: Shown) -> Opening:
    """Return what opens the leaf of an entry; personal values stay closed in it."""
    return Opening(_salt(row.entry, secret), _parted(row, shown)[1])


def opens(stored: bytes, opening: Opening) -> bool:
    """Tell whether this is what a leaf keeps closed."""
    committed = _decode(stored)["closed"][COMMITMENT]
    return bool(committed == digest(opening.salt + _encode(opening.closed)))


def shown_in(stored: bytes) -> Shown:
    """Tell what a leaf lets out, whatever the list says today: so it can be made again after the list has changed."""
    told = _decode(stored)
    if "subject" not in told:
        return None
    return frozenset(name for name, value in told["body"].items() if not isinstance(value, dict))


def _parted(row: Row, shown: Shown) -> tuple[dict[str, Any], dict[str, Any]]:
    """Part what is told from what is closed."""
    told_body: dict[str, Any] = {}
    hidden: dict[str, Any] = {}
    let_out = shown or ()
    for name, value in _decode(row.body).items():
        (told_body if name in let_out or isinstance(value, dict) else hidden)[name] = value
    told = {"at": row.at, "body": told_body, "entry": row.entry, "kind": row.kind, "role": row.role}
    closed = {"body": hidden, "person": row.person, "post": row.post}
    acts = told if shown is not None else closed
    acts["department"], acts["law"], acts["subject"] = row.department, row.law, row.subject
    return told, closed


def _salt(entry: int, secret: bytes) -> bytes:
    salting = _keyed(secret).copy()
    salting.update(entry.to_bytes(8))
    return salting.digest()[:SALT_BYTES]


@lru_cache(1)
def _keyed(secret: bytes) -> hmac.HMAC:
    """Hash the secret once for all salts."""
    return hmac.new(secret, digestmod="sha256")
