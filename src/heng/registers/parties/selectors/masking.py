"""Masks over personal data 「脱敏」: enough stays to tell two people apart, too little to use."""

import re

ID_HEAD, ID_TAIL = 4, 4
PHONE_HEAD, PHONE_TAIL = 3, 4
SHORTEST_TO_SHOW = 2  # a value must be longer than what is shown of it, and by so much
IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9A-Za-z])"
)
"""An identity number of GB 11643: place, day of birth, serial, check character. A credit code has no day in it."""

MOBILE = re.compile(r"(?<![0-9A-Za-z])1[3-9][0-9]{9}(?![0-9A-Za-z])")
MAILBOX = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def mask_name(name: str) -> str:
    """Show the first character: `王小明` → `王**`."""
    return name[:1] + "*" * (len(name) - 1) if len(name) > 1 else "*" * len(name)


def mask_id(number: str) -> str:
    """Show the first and last four: `410502199001011234` → `4105**********1234`."""
    return _middle(number, ID_HEAD, ID_TAIL)


def mask_phone(number: str) -> str:
    """Show the first three and last four: `13812345678` → `138****5678`."""
    return _middle(number, PHONE_HEAD, PHONE_TAIL)


def mask_email(address: str) -> str:
    """Show the first character and the host: `demo@example.com` → `d***@example.com`."""
    box, at, host = address.partition("@")
    return f"{box[:1]}***{at}{host}" if at else mask_name(address)


def mask_text(text: str) -> str:
    """Mask identity numbers, mobile numbers and e-mail addresses inside free text; names cannot be told from words."""
    text = IDENTITY.sub(lambda found: mask_id(found.group()), text)
    text = MOBILE.sub(lambda found: mask_phone(found.group()), text)
    return MAILBOX.sub(lambda found: mask_email(found.group()), text)


def _middle(value: str, head: int, tail: int) -> str:
    if len(value) < head + tail + SHORTEST_TO_SHOW:
        return "*" * len(value)
    return value[:head] + "*" * (len(value) - head - tail) + value[-tail:]
