"""The list of powers and responsibilities 「权责清单」, and who stands behind each row."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet

from heng.registers.authorities.actors import Actor, is_staff
from heng.registers.authorities.models import Account, Appointment, Duty, Post, Section
from heng.registers.authorities.selectors.who import in_post, organ_exists


@dataclass(frozen=True, slots=True)
class Standing:
    """How a department stands on a day: rows of its list, those that nobody in post answers for, people in post."""

    duties: int = 0
    unanswered: int = 0
    people: int = 0


def standings(reader: Actor, *, on: date) -> dict[str, Standing]:
    """Tell how every department stands, by its code, in three queries; to staff only."""
    if not is_staff(reader):
        return {}
    rows = Duty.objects.filter(organ_exists(on))
    held = Appointment.objects.filter(in_post(on), account__is_active=True)
    listed = _counted(rows, "authority")
    answered = _counted(rows.filter(Exists(_officers_in_post(on)), officer__is_active=True), "authority")
    people = _counted(held, "post__section__authority")
    return {
        code: Standing(listed.get(code, 0), listed.get(code, 0) - answered.get(code, 0), people.get(code, 0))
        for code in listed.keys() | people.keys()
    }


def duties(reader: Actor, *, authority: str | None = None, on: date) -> QuerySet[Duty]:
    """The rows in force on a day. The list is public; who is responsible by name is told to staff only."""
    related = ["authority", "section"] + (["officer"] if is_staff(reader) else [])
    found = Duty.objects.filter(organ_exists(on)).select_related(*related)
    return found if authority is None else found.filter(authority=authority)


def versions(reader: Actor, *, authority: str, code: str) -> QuerySet[Duty]:
    """Every version of one row, the newest first; versions to come are told to staff only by the caller's own list."""
    found = Duty.objects.filter(authority=authority, code=code).select_related("authority", "section", "officer")
    return found.order_by("-effective_from") if is_staff(reader) else found.none()


def duty(reader: Actor, pk: int) -> Duty | None:
    """Find one version of one row, in force or not; to staff only."""
    found = Duty.objects.filter(pk=pk).select_related("authority", "section", "officer")
    return found.first() if is_staff(reader) else None


def duties_to_come(reader: Actor, *, authority: str, on: date) -> QuerySet[Duty]:
    """The rows that are entered already and not yet in force; to staff only."""
    found = Duty.objects.filter(authority=authority, effective_from__gt=on)
    found = found.select_related("authority", "section", "officer")
    return found if is_staff(reader) else found.none()


def officers(authority: str, *, on: date) -> QuerySet[Account]:
    """Those who can answer for a row of a department's list: in post there that day, with an account that is open."""
    held = Appointment.objects.filter(in_post(on), post__section__authority=authority)
    return Account.objects.filter(appointments__in=held, is_active=True).distinct().order_by("name", "pk")


def sections(authority: str) -> QuerySet[Section]:
    """The sections of a department."""
    return Section.objects.filter(authority=authority).order_by("name")


def duty_for(authority: str, trade_class: str, *, on: date) -> Duty | None:
    """Find the row under which a department supervises a class of trade, with an officer who is in post that day.

    The longest matching prefix wins, then the order of the list; a row without classes covers every trade.
    """
    return duties_for([(authority, trade_class)], on=on).get((authority, trade_class))


def duties_for(wanted: Collection[tuple[str, str]], *, on: date) -> dict[tuple[str, str], Duty]:
    """Find the same for many pairs of department and class in one query; pairs without such a row are left out."""
    rows: dict[str, list[Duty]] = {}
    answered = Duty.objects.filter(organ_exists(on), Exists(_officers_in_post(on)), officer__is_active=True)
    for row in answered.filter(authority__in={code for code, _ in wanted}).select_related(
        "officer", "section", "authority"
    ):
        rows.setdefault(row.authority_id, []).append(row)
    found = {pair: _fitting(rows.get(pair[0], ()), pair[1]) for pair in wanted}
    return {pair: duty for pair, duty in found.items() if duty is not None}


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


def _fitting(rows: Iterable[Duty], trade_class: str) -> Duty | None:
    fitting = [(prefix, row) for row in rows if (prefix := longest_prefix(row.trade_classes, trade_class)) is not None]
    return max(fitting, key=lambda pair: pair[0], default=(0, None))[1]


def _officers_in_post(on: date) -> QuerySet[Appointment]:
    """The appointments by which the officer of a row is in post at the row's own department."""
    return Appointment.objects.filter(
        in_post(on), account=OuterRef("officer"), post__section__authority=OuterRef("authority")
    )


def _counted(rows: QuerySet[Duty] | QuerySet[Appointment], by: str) -> dict[str, int]:
    return dict(rows.order_by().values_list(by).annotate(count=Count("pk")))
