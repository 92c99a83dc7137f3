"""Projects 「项目监管」: find them, and see one with all its stages, its department and why."""

from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from heng.engines import codes
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.ledger import reading
from heng.registers.authorities.actors import is_staff
from heng.registers.credit.models import Regime
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import Project, Stage
from heng.registers.trading.selectors import Filters

PAGE = 20
TONES = {Stage.REFUSED: "bad", Stage.FAILED: "warn", Stage.TERMINATED: "warn", Stage.APPLIED: "warn"}
STATES = {"late": "bad", "open": "idle", "kept": "ok", "happened": "ok"}
OUTCOMES = {"matched": ("ok", _("确定")), "passed": ("idle", _("不适用")), "failed": ("bad", _("未能确定"))}
ANY = [("", _("全部"))]


class ProjectFilter(forms.Form):
    """What is looked for."""

    q = forms.CharField(label=_("编号、名称或代码"), max_length=100, required=False)
    stage = forms.ChoiceField(label=_("阶段"), choices=[*ANY, *Stage.choices], required=False)
    regime = forms.ChoiceField(label=_("适用制度"), choices=[*ANY, *Regime.choices], required=False)
    region = forms.CharField(label=_("行政区划代码"), max_length=6, required=False)
    registered_from = forms.DateField(label=_("登记自"), widget=forms.DateInput({"type": "date"}), required=False)
    registered_to = forms.DateField(label=_("登记至"), widget=forms.DateInput({"type": "date"}), required=False)

    def filters(self) -> tuple[str, Filters]:
        """Return the words and the filters; what is misspelt narrows nothing and is told at its field."""
        given = self.cleaned_data if self.is_valid() else {}
        stage = given.get("stage", "")
        return given.get("q", ""), Filters(
            stages=(stage,) if stage else (),
            regime=given.get("regime", ""),
            region=given.get("region", ""),
            registered_from=given.get("registered_from"),
            registered_to=given.get("registered_to"),
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A project in a list, with the tone of its stage."""

    project: Project
    tone: str


@admitted(is_staff)
def projects(request: ActorRequest) -> HttpResponse:
    """List the projects that the reader may see."""
    form = ProjectFilter(request.GET)
    words, filters = form.filters()
    page = Paginator(trading.search(request.actor, words, filters), PAGE).get_page(request.GET.get("page"))
    rows = [Row(project, TONES.get(Stage(project.stage), "info")) for project in page.object_list]
    return render(request, "console/projects.html", {"form": form, "page": page, "rows": rows})


@admitted(is_staff)
def project(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one project: facts, lots and bids, timeline, department and why, trace."""
    found = trading.project(request.actor, pk)
    if found is None:
        raise Http404
    context = {
        "project": found,
        "tone": TONES.get(Stage(found.stage), "info"),
        "region": codes.region_name(found.region),
        "lots": trading.bids_of(found, request.actor),
        "contracts": trading.contracts_of(found, request.actor),
        "moments": [(moment, STATES[moment.state]) for moment in trading.timeline(found, request.actor)],
        "trail": _trail(found),
        "traces": reading.entries_about(found.ref),
    }
    return render(request, "console/project.html", context)


@admitted(is_staff)
def gate(request: ActorRequest) -> HttpResponse:
    """List what stands before the gate, and why."""
    page = Paginator(trading.gate_queue(request.actor), PAGE).get_page(request.GET.get("page"))
    return render(request, "console/gate.html", {"page": page})


def _trail(found: Project) -> list[dict[str, object]]:
    resolution = trading.resolution_of(found)
    trials = resolution.trail if resolution else ()
    return [
        {"trial": trial, "tone": OUTCOMES[trial.outcome][0], "word": OUTCOMES[trial.outcome][1]} for trial in trials
    ]
