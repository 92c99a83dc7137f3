"""Records for the eye 「原文排版」: broken into lines, no sign of a value changed."""

import re

import msgspec

MARKUP, OPAQUE = b"<", b"<![CDATA["
CLOSED = re.compile(rb"(</[^<>]+>|/>)\s*(?=<)")


def in_lines(raw: bytes) -> bytes:
    """Break a record into lines: JSON by its fields, XML behind every closed element; what is neither stays."""
    if raw.lstrip().startswith(MARKUP):
        return raw if OPAQUE in raw else CLOSED.sub(rb"\1\n", raw)
    try:
        return msgspec.json.format(raw, indent=2)
    except msgspec.DecodeError:
        return raw
