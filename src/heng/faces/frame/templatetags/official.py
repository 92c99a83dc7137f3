"""Numbers, dates and names as officials write them 「公文格式」."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django import template
from django.utils.timezone import is_aware, localtime

from heng.engines.writing import in_words
from heng.registers.authorities.actors import PUBLIC
from heng.registers.parties.models import Party
from heng.registers.parties.selectors import mask_text, shown_name

register = template.Library()

NOTHING = "—"
DAY_LENGTH = len("2026-11-24")
TEN_THOUSAND = Decimal(10_000)
NAMED_CURRENCIES = {"CNY": "元", "": "元"}


@register.filter
def yuan(amount: Decimal | int | str | None, currency: str = "CNY") -> str:
    """Write an amount to the cent: `1,234,567.00 元`; foreign money says its code: `1,234,567.00 UAH`."""
    value = _decimal(amount)
    return NOTHING if value is None else f"{value:,.2f} {_unit(currency)}"


@register.filter
def wan(amount: Decimal | int | str | None, currency: str = "CNY") -> str:
    """Write an amount in ten thousands, exact to the yuan, without idle zeros: `123.4567 万元`, `50 万 UAH`."""
    value = _decimal(amount)
    if value is None:
        return NOTHING
    unit = _unit(currency)
    number = f"{value / TEN_THOUSAND:,.4f}".rstrip("0").rstrip(".")
    return f"{number} 万{unit}" if unit == "元" else f"{number} 万 {unit}"


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a day: `2026年11月24日`; a moment is first brought to local time."""
    if value is None or value == "":
        return NOTHING
    local = localtime(value) if isinstance(value, datetime) and is_aware(value) else value
    return in_words(local)


@register.filter
def moment(value: datetime | None) -> str:
    """Write a moment in local time: `2026年11月24日 09:05`."""
    if value is None or value == "":
        return NOTHING
    local = localtime(value) if is_aware(value) else value
    return f"{day(value)} {local:%H:%M}"


@register.filter
def official(text: str) -> str:
    """Write a day or a moment that the journal keeps by ISO 8601 as officials write it; leave other words alone."""
    try:
        return day(date.fromisoformat(text)) if len(text) == DAY_LENGTH else moment(datetime.fromisoformat(text))
    except ValueError:
        return text


@register.filter
def masked_id(value: str | None) -> str:
    """Hide an identity number but for its first three and last four characters; a short one wholly."""
    return _masked(value, head=3, tail=4)


@register.filter
def masked_phone(value: str | None) -> str:
    """Hide the middle of a telephone number: `138****5678`."""
    return _masked(value, head=3, tail=4)


@register.filter
def masked_name(value: str | None) -> str:
    """Hide a person's given name: `王**`."""
    return _masked(value, head=1, tail=0)


@register.filter
def in_public(party: Party | None) -> str:
    """Name a party as the public may know it: a natural person masked."""
    return shown_name(party, PUBLIC) if isinstance(party, Party) else NOTHING


@register.filter
def masked_text(value: str | None) -> str:
    """Hide identity numbers, mobile numbers and e-mail addresses inside free text."""
    return mask_text(value) if value else ""


def _masked(value: str | None, *, head: int, tail: int) -> str:
    if not value:
        return NOTHING
    hidden = len(value) - head - tail
    if hidden < 1:
        return "*" * len(value)
    return value[:head] + "*" * hidden + (value[-tail:] if tail else "")


def _decimal(amount: Decimal | int | str | None) -> Decimal | None:
    """Take what a template has; what is no number is shown as nothing rather than as a fault."""
    try:
        value = Decimal(str(amount))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _unit(currency: str) -> str:
    return NAMED_CURRENCIES.get(currency, currency)
