"""What waits for a decision 「待办事项」: applications, designations and hand-overs, each kind a list in full."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from heng.engines import codes
from heng.faces.console.projects import PAGE
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, Role, is_staff
from heng.registers.authorities.models import Application, Designation, Handover
from heng.registers.authorities.selectors import Pressing
from heng.registers.trading import selectors as trading

DUES = (("", _("全部")), ("today", _("今日到期")), ("overdue", _("超期未办")))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of matter: what its lists are called, its heads of columns, and what is said of an empty one.

    `page` is the address of one matter; `days` tells whether that page counts its clock day by day.
    """

    key: str
    title: str | Promise
    icon: str
    page: str
    asker: str | Promise
    answerer: str | Promise
    clock: str | Promise
    nothing: str | Promise
    comfort: str | Promise
    days: bool = True

    @property
    def list(self) -> str:
        """The address of all that waits of this kind."""
        return f"console:{self.key}"


@dataclass(frozen=True, slots=True)
class Line:
    """A matter in a list: who asks, and who is to answer."""

    row: Application | Designation | Handover
    name: str
    asker: str
    answerer: str


@dataclass(frozen=True, slots=True)
class Tab:
    """What waits, narrowed by how it presses."""

    key: str
    label: str | Promise
    count: int


KINDS = {
    kind.key: kind
    for kind in (
        Kind(
            "applications", _("监督申请"), "inbox", "console:application", _("申请人"), _("部门"), _("时限"),
            _("没有待答复的监督申请"), _("建设单位向本部门申请监督后，会显示在这里。"),
        ),
        Kind(
            "designations", _("协调或指定监督部门"), "building-bank", "console:designation", _("申请人"),
            _("项目所在地"), _("时限"), _("没有待确定监督部门的项目"),
            _("难以确定监督部门的项目提出申请后，会显示在这里。"),
        ),
        Kind(
            "handovers", _("移交事项"), "send", "console:handover", _("移交部门"), _("接收部门"), _("原办理期限"),
            _("没有待接收的移交事项"), _("其他部门移交来的事项会显示在这里，期限自首次收件起算。"), days=False,
        ),
    )
}  # fmt: skip


@admitted(is_staff)
def matters(request: ActorRequest, kind: str) -> HttpResponse:
    """List all that waits of one kind, the most urgent first."""
    waiting, today, due = waiting_for(request.actor), localdate(), request.GET.get("due", "")
    if kind not in waiting:
        raise Http404
    rows = waiting[kind]
    page = Paginator(authorities.pressed(rows, due, on=today), PAGE).get_page(request.GET.get("page"))
    context = {
        "kind": KINDS[kind],
        "page": page,
        "lines": lines_of(kind, list(page.object_list), request.actor),
        "tabs": tabs_of(authorities.pressing(rows, on=today)),
        "due": due_word(due),
    }
    return render(request, "console/matters.html", context)


def waiting_for(actor: Actor) -> dict[str, QuerySet[Any]]:
    """What is open and concerns this reader, by kind; who settles departments is no officer's business."""
    is_officer = actor.role == Role.OFFICER
    found: dict[str, QuerySet[Any]] = {
        "applications": authorities.applications(actor, status=Application.Status.SUBMITTED)
    }
    if not is_officer:
        found["designations"] = authorities.designations(actor, status=Designation.Status.REQUESTED)
    found["handovers"] = authorities.handovers(actor, status=Handover.Status.PROPOSED, incoming=is_officer)
    return found


def tabs_of(counts: Pressing) -> list[Tab]:
    """Say how many matters wait, are due today, are overdue."""
    numbers = {"": counts.waiting, "today": counts.due, "overdue": counts.overdue}
    return [Tab(key, label, numbers[key]) for key, label in DUES]


def due_word(asked: str) -> str:
    """Take a word that narrows by the day due; any other narrows nothing."""
    return asked if asked in dict(DUES) else ""


def lines_of(kind: str, rows: Iterable[Any], reader: Actor) -> list[Line]:
    """Name the project of each matter, who asks and who is to answer."""
    return _LINES[kind](list(rows), reader)


def _applied(rows: list[Application], _reader: Actor) -> list[Line]:
    return [Line(row, row.project_name, row.applicant_name, row.authority.name) for row in rows]


def _to_settle(rows: list[Designation], _reader: Actor) -> list[Line]:
    return [Line(row, row.project_name, row.applicant_name, codes.region_name(row.region)) for row in rows]


def _handed_over(rows: list[Handover], reader: Actor) -> list[Line]:
    names = trading.names_of(reader, [row.subject for row in rows])
    return [Line(row, names.get(row.subject, row.subject), row.source.name, row.target.name) for row in rows]


_LINES: dict[str, Callable[[list[Any], Actor], list[Line]]] = {
    "applications": _applied,
    "designations": _to_settle,
    "handovers": _handed_over,
}
