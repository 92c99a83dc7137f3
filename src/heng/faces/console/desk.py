"""The desk 「工作台」: what waits and by when, what is opened today, which files are new, and how the city stands."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from heng.duties.supervision import selectors as supervision
from heng.duties.supervision.models import File, Reminder
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, Role, is_handler, is_staff, sees_everything
from heng.registers.authorities.models import Application, Designation, Handover
from heng.registers.authorities.selectors import Pressing
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import Project, Stage
from heng.registers.trading.selectors import Filters

SHOWN = 50
FEW = 10
TONES = {Reminder.Urgency.SOON: "warn", Reminder.Urgency.LATE: "bad", Reminder.Urgency.RAISED: "bad"}
PAGES = {
    Reminder.Kind.APPLICATION: "console:application",
    Reminder.Kind.DESIGNATION: "console:designation",
    Reminder.Kind.HANDOVER: "console:handover",
}
DUES = (("", _("全部")), ("today", _("今日到期")), ("overdue", _("超期未办")))


@dataclass(frozen=True, slots=True)
class Tab:
    """What waits, narrowed by how it presses."""

    key: str
    label: str | Promise
    count: int


@dataclass(frozen=True, slots=True)
class Figure:
    """How many projects stand at a stage."""

    stage: str
    label: str | Promise
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """A reminder, where its matter stands, and its tone."""

    row: Reminder
    url: str
    tone: str


@admitted(is_staff)
def desk(request: ActorRequest) -> HttpResponse:
    """Show what waits for this reader, and what the day brings."""
    actor, today, due = request.actor, localdate(), request.GET.get("due", "")
    waiting = waiting_for(actor)
    counts = sum((authorities.pressing(rows, on=today) for rows in waiting.values()), Pressing(0, 0, 0))
    numbers = {"": counts.waiting, "today": counts.due, "overdue": counts.overdue}
    opened = openings(actor, today)
    shown = {name: list(authorities.pressed(rows, due, on=today)[:SHOWN]) for name, rows in waiting.items()}
    names = trading.names_of(actor, [row.subject for row in shown["handovers"]])
    context = {
        "counts": counts,
        "due": due if due in numbers else "",
        "tabs": [Tab(key, label, numbers[key]) for key, label in DUES],
        **shown,
        "handovers": [(row, names.get(row.subject, row.subject)) for row in shown["handovers"]],
        "asks_designations": "designations" in waiting,
        "openings": opened[:FEW],
        "opening_count": opened.count(),
        **_files(actor),
        "reminders": _reminders(actor, today),
        "reminder_count": supervision.reminders(actor, today).count(),
        "figures": _figures(actor),
    }
    return render(request, "console/desk.html", context)


def _reminders(actor: Actor, today: date) -> list[Line]:
    """The most overdue first; a file and a statutory period stand on the page of their project."""
    rows = supervision.reminders(actor, today)[:FEW]
    return [Line(row, _where(row), TONES[Reminder.Urgency(row.urgency)]) for row in rows]


def _where(row: Reminder) -> str:
    page = PAGES.get(Reminder.Kind(row.kind))
    if page is not None:
        return reverse(page, args=[row.number])
    return reverse("console:project", args=[int(row.about.removeprefix("TP"))])


def waiting_for(actor: Actor) -> dict[str, QuerySet[Any]]:
    """What is open and concerns this reader, by kind; who settles departments is no officer's business."""
    found: dict[str, QuerySet[Any]] = {
        "applications": authorities.applications(actor, status=Application.Status.SUBMITTED),
        "handovers": authorities.handovers(actor, status=Handover.Status.PROPOSED, incoming=actor.role == Role.OFFICER),
    }
    if actor.role != Role.OFFICER:
        found["designations"] = authorities.designations(actor, status=Designation.Status.REQUESTED)
    return found


def openings(actor: Actor, today: date) -> QuerySet[Project]:
    """The trades whose bids are opened today: of the reader's department, of others those in their city or county."""
    is_own = actor.role == Role.OFFICER
    reach = Filters(
        authority=actor.authority if is_own else "",
        region="" if is_own else actor.region,
        opens_from=today,
        opens_to=today,
        sort="opens",
    )
    return trading.search(actor, "", reach)


def _files(actor: Actor) -> dict[str, object]:
    """The newest files: of who handles cases the own ones, of others all that they may read; and what waits."""
    mine = supervision.files_of_mine(actor)
    keeps = is_handler(actor) and actor.power != "heads"
    awaiting = supervision.files(actor, status=File.Status.WAITING)
    return {
        "files": mine[:FEW] if keeps else supervision.files(actor)[:FEW],
        "file_count": mine.count() if is_handler(actor) else None,
        "awaiting": awaiting[:FEW],
        "awaiting_count": awaiting.count(),
    }


def _figures(actor: Actor) -> list[Figure]:
    """How many projects stand at each stage, to those who look over the whole city or county."""
    if not sees_everything(actor):
        return []
    counts = trading.counts_by_stage(actor)
    return [Figure(stage.value, stage.label, counts[stage.value]) for stage in Stage]
