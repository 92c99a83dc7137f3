"""Entries 「留痕条目」 as the log has them: canonical JSON, part of it closed by a commitment, and what opens it."""

import re
from datetime import datetime
from hashlib import sha256
from typing import Any

import msgspec

from heng.engines.bundle.errors import BundleError

Leaf = dict[str, Any]
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.A)
OPENING = re.compile(rb'\{"closed":(?P<closed>\{.*\}),"salt":"(?P<salt>[0-9a-f]{32,64})"\}', re.S)


def read(data: bytes, at: str) -> Leaf:
    """Read an entry, of which only the moment `at` must be there.

    Raises:
        BundleError: `leaf`.
    """
    try:
        found = msgspec.json.decode(data, type=Leaf)
        moment_of(found)
    except (KeyError, TypeError, ValueError, RecursionError, msgspec.DecodeError) as error:
        raise BundleError("leaf", at) from error
    return found


def moment_of(leaf: Leaf) -> datetime:
    """Return when the act was recorded, by the word of the log."""
    if not MOMENT.fullmatch(leaf["at"]):
        raise ValueError("not a moment with its zone")
    return datetime.fromisoformat(leaf["at"])


def opened(leaf: Leaf, opening: bytes, at: str) -> Leaf:
    """Return an entry with what it keeps closed, if this opens it: SHA-256 over salt and canonical JSON.

    Raises:
        BundleError: `opening`.
    """
    match = OPENING.fullmatch(opening)
    try:
        if match is None:
            raise ValueError
        committed = "sha256:" + sha256(bytes.fromhex(match["salt"].decode()) + match["closed"]).hexdigest()
        if leaf["closed"]["commitment"] != committed:
            raise ValueError
        closed = msgspec.json.decode(match["closed"], type=Leaf)
        body = {**leaf["body"], **closed.get("body", {})}
    except (KeyError, TypeError, ValueError, RecursionError, msgspec.DecodeError) as error:
        raise BundleError("opening", at) from error
    return {**leaf, **closed, "body": body}


def opening(salt: bytes, closed: bytes) -> bytes:
    """Write what opens an entry: the canonical JSON that is closed, and its salt."""
    return b'{"closed":' + closed + b',"salt":"' + salt.hex().encode() + b'"}'
