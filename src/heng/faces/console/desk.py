"""The desk 「工作台」: what waits and by when, what is opened today, which files are new, and how the city stands."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.timezone import localdate

from heng.duties.supervision import selectors as supervision
from heng.duties.supervision.models import File
from heng.faces.console import matters, reminding, verifying
from heng.faces.console.matters import Kind, Line
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, Role, is_handler, is_staff, sees_everything
from heng.registers.authorities.selectors import Pressing
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import Project, Stage
from heng.registers.trading.selectors import Filters

FEW = 10


@dataclass(frozen=True, slots=True)
class Heap:
    """The first matters of a kind, and how many there are, as narrowed by the day due."""

    kind: Kind
    lines: list[Line]
    count: int


@dataclass(frozen=True, slots=True)
class Figure:
    """How many projects stand at a stage."""

    stage: str
    label: str | Promise
    count: int


@admitted(is_staff)
def desk(request: ActorRequest) -> HttpResponse:
    """Show what waits for this reader, and what the day brings."""
    actor, today, due = request.actor, localdate(), matters.due_word(request.GET.get("due", ""))
    waiting = matters.waiting_for(actor)
    pressing = {key: authorities.pressing(rows, on=today) for key, rows in waiting.items()}
    narrowed = {key: authorities.pressed(rows, due, on=today) for key, rows in waiting.items()}
    counts = sum(pressing.values(), Pressing(0, 0, 0))
    opened, reminders = openings(actor, today), supervision.reminders(actor, today)
    context = {
        "counts": counts,
        "due": due,
        "tabs": matters.tabs_of(counts),
        "heaps": [_heap(key, narrowed[key], counted, due, actor) for key, counted in pressing.items()],
        "openings": opened[:FEW],
        "opening_count": opened.count(),
        **_files(actor),
        "reminders": reminding.lines_of(reminders[:FEW]),
        "reminder_count": reminders.count(),
        "figures": _figures(actor),
        **verifying.alarm(actor),
    }
    return render(request, "console/desk.html", context)


def _heap(key: str, rows: QuerySet[Any], counted: Pressing, due: str, actor: Actor) -> Heap:
    """Take the most urgent of a kind."""
    count = next(tab.count for tab in matters.tabs_of(counted) if tab.key == due)
    return Heap(matters.KINDS[key], matters.lines_of(key, rows[:FEW], actor), count)


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
        "is_mine": keeps,
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
