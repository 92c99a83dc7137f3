"""Whom the clock reminded of what 「期限提醒」, as long as the matter is open."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from heng.duties.supervision.models import File, Reminder
from heng.registers.authorities.actors import Actor, Role, reach
from heng.registers.authorities.models import Application, Designation, Handover

Kind, Urgency = Reminder.Kind, Reminder.Urgency
MINE = {Role.OFFICER, Role.COORDINATOR, Role.GOVERNMENT}
INSPECTING = {Role.COORDINATOR, Role.WATCHER}


def reminders(actor: Actor, on: date) -> QuerySet[Reminder]:
    """What an actor is reminded of as of a day, the most overdue first; of each matter the latest word only.

    An officer sees what is theirs, or nobody's by name in their department; its head sees all of it; who inspects sees
    what was brought before a head in their city or county.
    """
    sent = Reminder.objects.filter(sent_on__lte=on)
    later = sent.filter(matter=OuterRef("matter"), code=OuterRef("code"), pk__gt=OuterRef("pk"))
    rows = sent.filter(_open(), _seen_by(actor)).exclude(Exists(later))
    return rows.select_related("authority", "officer").order_by("due_on", "pk")


def _open() -> Q:
    """Choose reminders whose matter still waits; a statutory period is settled by the clock."""
    number = OuterRef("number")
    return (
        Q(Exists(Application.objects.filter(pk=number, status=Application.Status.SUBMITTED)), kind=Kind.APPLICATION)
        | Q(Exists(Designation.objects.filter(pk=number, status=Designation.Status.REQUESTED)), kind=Kind.DESIGNATION)
        | Q(Exists(Handover.objects.filter(pk=number, status=Handover.Status.PROPOSED)), kind=Kind.HANDOVER)
        | Q(Exists(File.objects.filter(pk=number, status=File.Status.WAITING)), kind=Kind.FILE)
        | Q(kind=Kind.PERIOD, settled_on__isnull=True)
    )


def _seen_by(actor: Actor) -> Q:
    if actor.role == Role.CLOCK:
        return Q()
    seen = Q(pk__in=[])
    if actor.role in MINE and actor.authority:
        own = Q(authority=actor.authority)
        seen |= own if actor.power == "heads" else own & (Q(officer=_account(actor)) | Q(officer__isnull=True))
    if actor.role in INSPECTING and actor.region:
        seen |= Q(urgency=Urgency.RAISED, authority__region__startswith=reach(actor.region))
    return seen


def _account(actor: Actor) -> int:
    digits = actor.person.removeprefix("AC")
    return int(digits) if digits.isascii() and digits.isdecimal() else 0
