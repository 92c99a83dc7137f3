"""The list of powers and responsibilities 「权责清单」, and who stands behind each row."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from heng.registers.authorities.actors import Actor, is_staff
from heng.registers.authorities.models import Account, Appointment, Duty, Post
from heng.registers.authorities.selectors.who import in_post, organ_exists


def duties(reader: Actor, *, authority: str | None = None, on: date) -> QuerySet[Duty]:
    """The rows in force on a day. The list is public; who is responsible by name is told to staff only."""
    related = ["authority", "section"] + (["officer"] if is_staff(reader) else [])
    found = Duty.objects.filter(organ_exists(on)).select_related(*related)
    return found if authority is None else found.filter(authority=authority)


def versions(reader: Actor, *, authority: str, code: str) -> QuerySet[Duty]:
    """Every version of one row, the newest first; versions to come are told to staff only by the caller's own list."""
    found = Duty.objects.filter(authority=authority, code=code).select_related("authority", "section", "officer")
    return found.order_by("-effective_from") if is_staff(reader) else found.none()


def duty_for(authority: str, trade_class: str, *, on: date) -> Duty | None:
    """Find the row under which a department supervises a class of trade, with an officer who is in post that day.

    The longest matching prefix wins, then the order of the list; a row without classes covers every trade.
    """
    in_office = Appointment.objects.filter(
        in_post(on), account=OuterRef("officer"), post__section__authority=OuterRef("authority")
    )
    rows = Duty.objects.filter(
        organ_exists(on), Exists(in_office), authority=authority, officer__is_active=True
    ).select_related("officer", "section", "authority")
    fitting = [(prefix, row) for row in rows if (prefix := longest_prefix(row.trade_classes, trade_class)) is not None]
    return max(fitting, key=lambda pair: pair[0], default=(0, None))[1]


def heads(authority: str, *, on: date) -> list[Account]:
    """Those who head a department or a section of it on a day."""
    held = Appointment.objects.filter(
        in_post(on), post__section__authority=authority, post__power=Post.Power.HEADS, account__is_active=True
    )
    return list(Account.objects.filter(appointments__in=held).order_by("pk"))


def longest_prefix(trade_classes: str, trade_class: str) -> int | None:
    """Measure the longest of the comma-separated prefixes that fits; None when none does, 0 when there are none."""
    prefixes = [prefix.strip() for prefix in trade_classes.split(",") if prefix.strip()]
    if not prefixes:
        return 0
    return max((len(prefix) for prefix in prefixes if trade_class.startswith(prefix)), default=None)
