"""Base64 and decimal numbers as the formats of the log write them: each value has one way to be written."""

import re
from base64 import b64decode, b64encode

from heng.engines.tlog.errors import MalformedError
from heng.engines.tlog.merkle import HASH_SIZE

NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
GREATEST = (1 << 63) - 1


def base64_of(data: bytes) -> str:
    """Write bytes in standard base64 (RFC 4648 4)."""
    return b64encode(data).decode()


def bytes_of(text: str) -> bytes:
    """Read standard base64.

    Raises:
        MalformedError: not base64, or not as it is written: with stray bits at its end, say.
    """
    try:
        data = b64decode(text, validate=True)
    except ValueError as error:
        raise MalformedError(f"not base64: {text!r}") from error
    if base64_of(data) != text:
        raise MalformedError(f"not the one way to write base64: {text!r}")
    return data


def hash_of(text: str) -> bytes:
    """Read a hash in base64.

    Raises:
        MalformedError: not base64 of 32 bytes.
    """
    data = bytes_of(text)
    if len(data) != HASH_SIZE:
        raise MalformedError(f"a hash has {HASH_SIZE} bytes, this {len(data)}")
    return data


def number_of(text: str) -> int:
    """Read a size or a time: decimal digits without leading zeroes, less than 2^63.

    Raises:
        MalformedError: written otherwise, or greater.
    """
    if not NUMBER.fullmatch(text) or int(text) > GREATEST:
        raise MalformedError(f"not a number: {text!r}")
    return int(text)
