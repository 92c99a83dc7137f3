"""Masks over personal data 「脱敏」: enough stays to tell two people apart, too little to use."""

ID_HEAD, ID_TAIL = 4, 4
PHONE_HEAD, PHONE_TAIL = 3, 4
SHORTEST_TO_SHOW = 2  # a value must be longer than what is shown of it, and by so much


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


def _middle(value: str, head: int, tail: int) -> str:
    if len(value) < head + tail + SHORTEST_TO_SHOW:
        return "*" * len(value)
    return value[:head] + "*" * (len(value) - head - tail) + value[-tail:]
