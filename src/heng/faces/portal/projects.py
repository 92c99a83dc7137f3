"""Projects in public 「交易公开」: what is in, its department and why, its notices, prices once opened, awards."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from heng.engines import codes
from heng.faces.frame.asking import ActorRequest
from heng.ledger import reading
from heng.ledger.transparency import proving
from heng.ledger.transparency.shown import let_out
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import PUBLIC
from heng.registers.credit.models import Regime
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import BEFORE_THE_GATE, Notice, Project, Stage
from heng.registers.trading.procedure import WAY
from heng.registers.trading.selectors import Filters

PAGE = 20
MOST_ACTS = 100
WEB = ("https://", "http://")
ANY = [("", _("全部"))]
BEYOND = [stage for stage in Stage if stage not in BEFORE_THE_GATE]
LETTERS = [(code, row.name) for code, row in codes.trade_classes().items() if not row.parent]


class ProjectFilter(forms.Form):
    """Which projects are looked for; what is misspelt narrows nothing."""

    q = forms.CharField(label=_("项目名称、编号或单位"), max_length=100, required=False)
    stage = forms.ChoiceField(
        label=_("阶段"), choices=[*ANY, *((stage.value, stage.label) for stage in BEYOND)], required=False
    )
    trade_class = forms.ChoiceField(label=_("交易类别"), choices=[*ANY, *LETTERS], required=False)
    regime = forms.ChoiceField(label=_("适用制度"), choices=[*ANY, *Regime.choices], required=False)
    authority = forms.ChoiceField(label=_("监督部门"), required=False)

    def offer(self, departments: list[tuple[str, str]]) -> "ProjectFilter":
        """Offer these departments, each by code and name."""
        choice = self.fields["authority"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [*ANY, *departments]
        return self

    def filters(self) -> tuple[str, Filters]:
        """Return the words and the filters."""
        given = self.cleaned_data if self.is_valid() else {}
        stage = given.get("stage", "")
        return given.get("q", ""), Filters(
            stages=(stage,) if stage else (),
            trade_class=given.get("trade_class", ""),
            regime=given.get("regime", ""),
            authority=given.get("authority", ""),
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """One stage on the way of a trade: `state` is done, now or ahead."""

    label: str
    state: str


@dataclass(frozen=True, slots=True)
class SealedAct:
    """An act about a project that the public log tells of, with the leaf at which it is sealed; None while it waits."""

    label: str
    at: datetime
    leaf: int | None


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """A notice, with its address when that leads to the web."""

    notice: Notice
    url: str


def projects(request: ActorRequest) -> HttpResponse:
    """List what the public may read; whoever asks reads here as the public does."""
    form = ProjectFilter(request.GET).offer(authorities.named_departments(on=localdate()))
    words, filters = form.filters()
    page = Paginator(trading.search(PUBLIC, words, filters), PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/projects.html", {"form": form, "page": page})


def project(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one project as the public may read it."""
    found = trading.project(PUBLIC, pk)
    if found is None:
        raise Http404
    kind = codes.trade_class(found.trade_class)
    context = {
        "project": found,
        "trade_class": kind.name if kind else found.trade_class,
        "region": codes.region_path(found.region),
        "marks": marks(found),
        "resolution": trading.resolution_of(found),
        "lots": trading.bids_of(found, PUBLIC),
        "contracts": trading.contracts_of(found, PUBLIC),
        "notices": [ShownNotice(row, _web(row.url)) for row in trading.notices_of(found, PUBLIC)],
        "questions": trading.questions_of(found, PUBLIC),
        "moments": trading.timeline(found, PUBLIC),
        "acts": sealed_acts(found),
    }
    return render(request, "portal/project.html", context)


def marks(found: Project) -> list[Mark]:
    """Put the stages of a trade in a row; one that failed or was terminated stands behind what it had reached."""
    if found.stage not in WAY:
        return [Mark(str(Stage.ADMITTED.label), "done"), Mark(found.get_stage_display(), "now")]
    here = WAY.index(Stage(found.stage))
    states = ["done"] * here + ["now"] + ["ahead"] * (len(WAY) - here - 1)
    return [Mark(str(stage.label), state) for stage, state in zip(WAY, states, strict=True)]


def sealed_acts(found: Project) -> list[SealedAct]:
    """Tell what the public log says of a project, the newest first: only kinds that let their subject out."""
    acts = reading.search(subject=found.ref, kinds=let_out(), limit=MOST_ACTS)
    leaves = proving.leaves_of([act.entry for act in acts])
    return [SealedAct(act.label, act.at, leaves.get(act.entry)) for act in acts]


def _web(url: str) -> str:
    """Give the address of a notice only when it is one of the web: others would run in the reader's browser."""
    return url if url.startswith(WEB) else ""
