"""One project 「项目监管档案」: its stages, department and why, officer, bids, contracts, papers, parties and trace."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heng.duties.supervision import selectors as supervision
from heng.engines import codes
from heng.faces.console import kept, letters, provenance, steps, traces, trail
from heng.faces.console.projects import TONES
from heng.faces.console.wording import source_name
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.ledger import reading
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, is_staff
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import Project, Stage
from heng.registers.trading.procedure import WAY
from heng.registers.trading.selectors import Moment

STATES = {"late": "bad", "open": "idle", "kept": "ok", "happened": "ok"}
ENDS = {Stage.REFUSED: "bad", Stage.FAILED: "warn", Stage.TERMINATED: "warn"}
SCHEMES = ("https://", "http://")
ALL = "all"

Context = dict[str, object]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: under which word of the address, its name, its template, and what it reads."""

    key: str
    label: str | Promise
    template: str
    read: Callable[[Project, ActorRequest], Context]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stage of the way, and whether the trade is past it."""

    label: str | Promise
    state: str


@dataclass(frozen=True, slots=True)
class Node:
    """A moment of the timeline with its tone; `runs` while the law still waits for an act by that day."""

    moment: Moment
    tone: str
    runs: bool


def _node(moment: Moment) -> Node:
    happened = moment.state == "happened"
    tone = ENDS.get(Stage(moment.stage), "ok") if happened else STATES[moment.state]
    return Node(moment, tone, runs=moment.state == "open" and trading.is_act(moment))


def _overview(found: Project, actor: Actor) -> Context:
    resolution = trading.resolution_of(found)
    kind = codes.trade_class(found.trade_class)
    return {
        "region": codes.region_path(found.region),
        "source": source_name(found.source),
        "kind": kind.name if kind else "",
        "nodes": [_node(moment) for moment in trading.timeline(found, actor)],
        "trail": trail.steps(resolution.trail) if resolution else [],
        "file": supervision.file_of(found, actor),
        "applications": authorities.applications(actor, subject=found.ref),
        "designations": authorities.designations(actor, subject=found.ref),
        "handovers": authorities.handovers(actor, subject=found.ref),
        "claims": authorities.claims(found.ref),
    }


def _trade(found: Project, actor: Actor) -> Context:
    return {
        "lots": trading.bids_of(found, actor),
        "evaluations": trading.evaluations_of(found, actor),
        "candidates": trading.candidates_of(found, actor),
        "panel": trading.panel_of(found, actor),
        "deposits": trading.deposits_of(found, actor),
        "sees_inside": trading.sees_inside(actor, found),
    }


def _papers(found: Project, request: ActorRequest) -> Context:
    actor = request.actor
    return {
        "notices": [(row, _web(row.url)) for row in trading.notices_of(found, actor)],
        "documents": [(row, _web(row.url)) for row in trading.documents_of(found, actor)],
        "questions": trading.questions_of(found, actor),
        **kept.papers(found, request),
    }


def _performance(found: Project, actor: Actor) -> Context:
    return {"contracts": trading.contracts_of(found, actor), "abnormalities": trading.abnormalities_of(found, actor)}


def _parties(found: Project, actor: Actor) -> Context:
    return {"parties": trading.parties_of(found, actor)}


def _trace(found: Project, request: ActorRequest) -> Context:
    """The trace, the newest first: the whole, to who supervises or inspects; to others what their own organ did."""
    actor, before = request.actor, request.GET.get("before", "")
    acts = reading.search(
        subject=found.ref,
        kinds=provenance.GROUPS.get(request.GET.get("group", "")),
        departments=None if trading.sees_inside(actor, found) else authorities.departments_read_by(actor),
        before=int(before[:18]) if before.isdecimal() and before.isascii() else None,
    )
    return {"traces": traces.named(acts), "older": acts[-1].entry if len(acts) == reading.PAGE else None}


def _by_reader(read: Callable[[Project, Actor], Context]) -> Callable[[Project, ActorRequest], Context]:
    return lambda found, request: read(found, request.actor)


SECTIONS = (
    Section("", _("概况和全流程"), "console/project_overview.html", _by_reader(_overview)),
    Section("trade", _("标段、开标和评标"), "console/project_trade.html", _by_reader(_trade)),
    Section("papers", _("公告和文件"), "console/project_papers.html", _papers),
    Section("performance", _("合同、履约和异常"), "console/project_performance.html", _by_reader(_performance)),
    Section("parties", _("参与主体"), "console/project_parties.html", _by_reader(_parties)),
    Section("provenance", _("来源去向"), "console/project_provenance.html", _by_reader(provenance.trail)),
    Section("trace", _("留痕"), "console/project_trace.html", _trace),
)


@admitted(is_staff)
def project(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one part of a project, or all of it for the printer."""
    found = seen(request.actor, pk)
    asked = request.GET.get("tab", "")
    shown = SECTIONS if asked == ALL else [part for part in SECTIONS if part.key == asked] or SECTIONS[:1]
    context: Context = {
        "project": found,
        "tone": TONES.get(Stage(found.stage), "info"),
        "marks": _marks(found),
        "sections": SECTIONS,
        "shown": shown,
        "is_all": asked == ALL,
        "buttons": steps.buttons(found, request.actor) + _letters(found, request.actor),
    }
    for part in shown:
        context |= part.read(found, request)
    return render(request, "console/project.html", context)


def _letters(found: Project, actor: Actor) -> list[steps.Button]:
    """The document that tells the owner of a refusal, where there is one to issue."""
    letter = letters.button("refusal", found, actor)
    return [letter] if letter else []


def seen(actor: Actor, pk: int) -> Project:
    """One project that the reader may see; else there is no such page."""
    found = trading.project(actor, pk)
    if found is None:
        raise Http404
    return found


def _marks(found: Project) -> list[Mark]:
    """The way of the trade; where it stands now, or where it left the way."""
    stage = Stage(found.stage)
    if stage not in WAY:
        return [Mark(stage.label, "now")]
    here = WAY.index(stage)
    words = ["done" if place < here else "ahead" for place in range(len(WAY))]
    words[here] = "now"
    return [Mark(one.label, word) for one, word in zip(WAY, words, strict=True)]


def _web(url: str) -> str:
    """Let an address through only if a browser may safely follow it."""
    return url if url.lower().startswith(SCHEMES) else ""
