"""How values are written in OCDS 「写法」: money, moments, days, and what is not known is left out."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime

Object = dict[str, Any]
"""A JSON object on its way out."""

WEB = ("https://", "http://")


def told(**fields: Any) -> Object:
    """Make an object of what is known: no empty texts, lists or objects."""
    return {name: value for name, value in fields.items() if value is not None and value not in ("", [], {})}


def money(amount: Decimal | None, currency: str) -> Object | None:
    """Write an amount as an exact number, without idle zeros."""
    return None if amount is None else {"amount": amount.normalize() + 0, "currency": currency}


def moment(at: datetime | None) -> str | None:
    """Write a moment in local time, with its zone."""
    return None if at is None else localtime(at).isoformat(timespec="seconds")


def day(on: date | None) -> str | None:
    """Write a day as the moment at which it begins in Beijing."""
    return None if on is None else f"{on.isoformat()}T00:00:00+08:00"


def web(url: str) -> str | None:
    """Give an address only when it is one of the web."""
    return url if url.startswith(WEB) else None
