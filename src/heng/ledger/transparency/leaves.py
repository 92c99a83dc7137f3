"""Leaves 「日志条目」: an entry of the journal as canonical JSON (RFC 8785), closed but for what the list lets out.

All that is not let out is one object behind one salted commitment, `closed`. Its salt is not kept: it comes from a
secret of the log and the number of the entry, so that the leaf can be made again, and opened to whoever may know it.
A personal value stands in `body` as the commitment that the journal made; when its own salt is erased nothing opens it.
"""

import hmac
from datetime import UTC, datetime
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
    at: datetime
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
    body = _decode(row.body)
    let_out = shown or ()
    hidden = {name: body.pop(name) for name in [*body] if name not in let_out and not isinstance(body[name], dict)}
    at = row.at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"
    told = {"at": at, "body": body, "entry": row.entry, "kind": row.kind, "role": row.role}
    closed = {"body": hidden, "person": row.person, "post": row.post}
    acts = {"department": row.department, "law": row.law, "subject": row.subject}
    (closed if shown is None else told).update(acts)
    return told, closed


def _salt(entry: int, secret: bytes) -> bytes:
    return hmac.digest(secret, entry.to_bytes(8), "sha256")[:SALT_BYTES]
