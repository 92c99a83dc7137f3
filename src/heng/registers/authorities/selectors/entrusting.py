"""Applications, designations and hand-overs 「申请、指定、移交」, and what follows from them for a project."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Count, Q, QuerySet

from heng.registers.authorities.actors import Actor, Role, reach
from heng.registers.authorities.models import Application, Authority, Claim, Designation, Handover
from heng.registers.authorities.procedure import Entrustment

INSPECTING = {Role.COORDINATOR, Role.WATCHER}
TAKING = {*INSPECTING, Role.CENTRE, Role.MACHINE}
"""Who reads applications: besides those who inspect, the counter that took the papers."""

SETTLING = {*TAKING, Role.GOVERNMENT}
"""Who reads designations: a government is asked for them. What departments hand each other is not theirs to read."""

CHUNK = 500
Matter = TypeVar("Matter", Application, Designation, Handover)


@dataclass(frozen=True, slots=True)
class Pressing:
    """How many matters wait, how many of them are due today, how many should have been done."""

    waiting: int
    due: int
    overdue: int

    def __add__(self, other: "Pressing") -> "Pressing":
        """Count two kinds of matters together."""
        return Pressing(self.waiting + other.waiting, self.due + other.due, self.overdue + other.overdue)


def applications(reader: Actor, *, status: str | None = None, subject: str = "") -> QuerySet[Application]:
    """What was addressed to the reader's department, what its party asked for, or all in its city or county."""
    seen = _seen_by(reader, Q(authority=reader.authority), TAKING, "authority__region")
    found = Application.objects.filter(seen).select_related("authority")
    return found.filter(_about(status, subject))


def designations(reader: Actor, *, status: str | None = None, subject: str = "") -> QuerySet[Designation]:
    """Officers see those of their own city or county, which may fall to them, and those that fell to them."""
    own = Q(region__startswith=reach(reader.region) or "-") | Q(authority=reader.authority)
    found = Designation.objects.filter(_seen_by(reader, own, SETTLING, "region")).select_related("authority")
    return found.filter(_about(status, subject))


def handovers(
    reader: Actor, *, status: str | None = None, subject: str = "", incoming: bool = False
) -> QuerySet[Handover]:
    """Those from or to the reader's department, or, to who inspects, from or to any in its city or county.

    `incoming` leaves those that the reader's own department is to take.
    """
    own = Q(source=reader.authority) | Q(target=reader.authority)
    seen = Q(pk__in=[])
    if reader.role != Role.PARTY:
        seen = _seen_by(reader, own, INSPECTING, "source__region", "target__region")
    found = Handover.objects.filter(seen).select_related("source", "target")
    mine = Q(target=reader.authority) if incoming else Q()
    return found.filter(_about(status, subject), mine)


def pressing(rows: QuerySet[Matter], *, on: date) -> Pressing:
    """Count what waits, by how it presses on a day; one query."""
    found = rows.order_by().aggregate(
        waiting=Count("pk"), due=Count("pk", filter=Q(due_on=on)), overdue=Count("pk", filter=Q(due_on__lt=on))
    )
    return Pressing(**found)


def pressed(rows: QuerySet[Matter], which: str, *, on: date) -> QuerySet[Matter]:
    """Narrow what waits to what is due `today`, or `overdue`; any other word narrows nothing. The most urgent first."""
    narrowed = {"today": Q(due_on=on), "overdue": Q(due_on__lt=on)}
    return rows.filter(narrowed.get(which, Q())).order_by("due_on", "pk")


def _about(status: str | None, subject: str) -> Q:
    """Narrow to a state, or to one matter."""
    in_state = Q() if status is None else Q(status=status)
    return in_state & Q(subject=subject) if subject else in_state


def claims(subject: str) -> QuerySet[Claim]:
    """Who received a matter, the first one first."""
    return Claim.objects.filter(subject=subject).select_related("authority")


def lead(subject: str) -> Authority | None:
    """Find the one department that handles a matter: who took it over last, else who received it first."""
    taken = Handover.objects.filter(subject=subject, status=Handover.Status.TAKEN).select_related("target")
    last = taken.order_by("-decided_on", "-pk").first()
    if last is not None:
        return last.target
    first = claims(subject).first()
    return first.authority if first is not None else None


def entrustment(subject: str) -> Entrustment:
    """Tell to whom a project was entrusted; empty when to nobody."""
    return entrustments([subject]).get(subject, Entrustment())


def entrustments(subjects: Collection[str]) -> dict[str, Entrustment]:
    """Tell it of many projects, two queries for each five hundred; those entrusted to nobody are left out."""
    wanted = list(subjects)
    found: dict[str, Entrustment] = {}
    for start in range(0, len(wanted), CHUNK):
        found |= _entrustments(wanted[start : start + CHUNK])
    return found


def _entrustments(subjects: list[str]) -> dict[str, Entrustment]:
    accepted = {
        row.subject: row
        for row in Application.objects.filter(subject__in=subjects, status=Application.Status.ACCEPTED).order_by("pk")
    }
    settled = {
        row.subject: row
        for row in Designation.objects.filter(subject__in=subjects, status=Designation.Status.SETTLED).order_by("pk")
    }
    return {
        subject: _entrustment(accepted.get(subject), settled.get(subject))
        for subject in accepted.keys() | settled.keys()
    }


def _entrustment(application: Application | None, designation: Designation | None) -> Entrustment:
    return Entrustment(
        accepted=application.authority_id if application else None,
        accepted_application=application.ref if application else "",
        designated=designation.authority_id if designation else None,
        designation=designation.ref if designation else "",
        way=designation.way if designation else "",
        document_number=designation.document_number if designation else "",
        decider=designation.decider if designation else "",
    )


def _seen_by(reader: Actor, own: Q, others: Collection[Role], *regions: str) -> Q:
    """Choose what a reader may see: officers their own, parties theirs, some others all of their city or county."""
    if reader.role == Role.OFFICER:
        return own
    if reader.role == Role.CLOCK:
        return Q()
    if reader.role == Role.PARTY and reader.party:
        return Q(applicant_code=reader.party)
    seen = Q(pk__in=[])
    if reader.role in others and reader.region:
        for region in regions:
            seen |= Q(**{f"{region}__startswith": reach(reader.region)})
    return seen
