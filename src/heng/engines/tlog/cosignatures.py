"""Cosignatures of witnesses 「见证签名」: Ed25519 over a checkpoint and a time (C2SP tlog-cosignature, v1).

A signature is the time, in seconds since 1970 as eight bytes, and the 64 bytes of Ed25519.
"""

from datetime import UTC, datetime

from heng.engines.tlog.encoding import GREATEST
from heng.engines.tlog.errors import MalformedError

TIME = 8
SIGNATURE = TIME + 64


def cosigned_message(text: bytes, time: int) -> bytes:
    """Return what a witness signs: the text of the checkpoint under a headline and the time."""
    return f"cosignature/v1\ntime {time}\n".encode() + text


def time_in(signature: bytes) -> int:
    """Return when a witness signed, in seconds since 1970.

    Raises:
        MalformedError: not the length of a cosignature, or a time beyond 2^63.
    """
    time = int.from_bytes(signature[:TIME])
    if len(signature) != SIGNATURE or time > GREATEST:
        raise MalformedError(f"a cosignature has {SIGNATURE} bytes and a time, this {len(signature)}")
    return time


def cosigned_at(signature: bytes) -> datetime:
    """Return when a witness signed, as a moment.

    Raises:
        MalformedError: not a cosignature, or no moment that a calendar knows.
    """
    try:
        return datetime.fromtimestamp(time_in(signature), UTC)
    except (OverflowError, OSError, ValueError) as error:
        raise MalformedError("a cosignature of no moment that a calendar knows") from error
