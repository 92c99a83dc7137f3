"""Reminders on the console 「期限提醒」: of what, how urgent, and where the matter stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from heng.duties.supervision import selectors as supervision
from heng.duties.supervision.models import Reminder
from heng.faces.console.projects import PAGE
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.registers.authorities.actors import is_staff

TONES = {Reminder.Urgency.SOON: "warn", Reminder.Urgency.LATE: "bad", Reminder.Urgency.RAISED: "bad"}
PAGES = {
    Reminder.Kind.APPLICATION: "console:application",
    Reminder.Kind.DESIGNATION: "console:designation",
    Reminder.Kind.HANDOVER: "console:handover",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A reminder, where its matter stands, and its tone."""

    row: Reminder
    url: str
    tone: str


@admitted(is_staff)
def reminders(request: ActorRequest) -> HttpResponse:
    """List all that the reader is reminded of, the most overdue first."""
    found = supervision.reminders(request.actor, localdate())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "console/reminders.html", {"page": page, "lines": lines_of(page.object_list)})


def lines_of(rows: Iterable[Reminder]) -> list[Line]:
    """Lead from each reminder to its matter."""
    return [Line(row, _where(row), TONES[Reminder.Urgency(row.urgency)]) for row in rows]


def _where(row: Reminder) -> str:
    """Find the page of the matter; a file and a statutory period stand on the page of their project."""
    page = PAGES.get(Reminder.Kind(row.kind))
    if page is not None:
        return reverse(page, args=[row.number])
    return reverse("console:project", args=[int(row.about.removeprefix("TP"))])
