"""Projects 「项目监管」: find them, sort them, and see what stands before the gate."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from heng.engines import codes
from heng.faces.console.models import SavedView
from heng.faces.console.registering import may_register
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import is_staff
from heng.registers.credit.models import Regime
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import Project, Stage
from heng.registers.trading.selectors import Filters

PAGE = 20
TONES = {Stage.REFUSED: "bad", Stage.FAILED: "warn", Stage.TERMINATED: "warn", Stage.APPLIED: "warn"}
ANY = [("", _("全部"))]
DATE = {"type": "date"}
AT_THE_GATE = (Stage.APPLIED, Stage.REFUSED)


class ProjectFilter(forms.Form):
    """What is looked for."""

    q = forms.CharField(label=_("编号、名称或代码"), max_length=100, required=False)
    stage = forms.ChoiceField(label=_("阶段"), choices=[*ANY, *Stage.choices], required=False)
    regime = forms.ChoiceField(label=_("适用制度"), choices=[*ANY, *Regime.choices], required=False)
    trade_class = forms.ChoiceField(label=_("交易类别"), required=False)
    authority = forms.ChoiceField(label=_("监督部门"), required=False)
    region = forms.ChoiceField(label=_("行政区划"), required=False)
    registered_from = forms.DateField(label=_("登记自"), widget=forms.DateInput(DATE), required=False)
    registered_to = forms.DateField(label=_("登记至"), widget=forms.DateInput(DATE), required=False)
    opens_from = forms.DateField(label=_("开标自"), widget=forms.DateInput(DATE), required=False)
    opens_to = forms.DateField(label=_("开标至"), widget=forms.DateInput(DATE), required=False)
    sort = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    def offer(self) -> "ProjectFilter":
        """Offer the classes of trade, the departments of the day, and the region with what lies in it."""
        classes, home = codes.trade_classes().values(), settings.HOME_REGION
        offered = {
            "trade_class": [(row.code, f"{row.code} {row.name}") for row in classes],
            "authority": authorities.named_departments(on=localdate()),
            "region": [(code, row.name) for code, row in codes.regions().items() if codes.is_within(code, of=home)],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [*ANY, *choices]
        return self

    def filters(self) -> tuple[str, Filters]:
        """Return the words and the filters; what is misspelt narrows nothing and is told at its field."""
        self.is_valid()
        given = self.cleaned_data
        stage = given.get("stage", "")
        plain = ("regime", "trade_class", "authority", "region", "sort")
        return given.get("q", ""), Filters(
            stages=(stage,) if stage else (),
            registered_from=given.get("registered_from"),
            registered_to=given.get("registered_to"),
            opens_from=given.get("opens_from"),
            opens_to=given.get("opens_to"),
            **{name: given.get(name, "") for name in plain},
        )

    def query(self) -> str:
        """Write what is looked for as an address does, without what is empty."""
        return urlencode({name: value for name in self.fields if (value := self.data.get(name, ""))})

    def words(self) -> str:
        """Say what is looked for in Chinese."""
        told = [f"{bound.label}：{_shown(bound)}" for bound in self.visible_fields() if bound.value()]
        return "；".join(told) or str(_("全部项目"))


class GateFilter(forms.Form):
    """What of the queue before the gate is looked for; the oldest first, unless the newest are asked for."""

    q = forms.CharField(label=_("编号、名称或代码"), max_length=100, required=False)
    stage = forms.ChoiceField(
        label=_("状态"), choices=[*ANY, *((stage.value, stage.label) for stage in AT_THE_GATE)], required=False
    )
    sort = forms.ChoiceField(
        label=_("排序"),
        choices=[("registered", _("登记最早的在前")), ("-registered", _("登记最新的在前"))],
        required=False,
    )

    def filters(self) -> tuple[str, Filters]:
        """Return the words and the filters; what is misspelt narrows nothing."""
        asked = self.cleaned_data if self.is_valid() else {}
        stages = (asked["stage"],) if asked.get("stage") else AT_THE_GATE
        return asked.get("q", ""), Filters(stages=stages, sort=asked.get("sort") or "registered")


@dataclass(frozen=True, slots=True)
class Row:
    """A project in a list, with the tone of its stage."""

    project: Project
    tone: str


def rows_of(found: list[Project]) -> list[Row]:
    """Give each project the tone of its stage."""
    return [Row(project, TONES.get(Stage(project.stage), "info")) for project in found]


@admitted(is_staff)
def projects(request: ActorRequest) -> HttpResponse:
    """List the projects that the reader may see."""
    form = ProjectFilter(request.GET).offer()
    words, filters = form.filters()
    page = Paginator(trading.search(request.actor, words, filters), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": rows_of(list(page.object_list)),
        "sort": filters.sort or "-registered",
        "query": form.query(),
        "views": list(SavedView.objects.filter(account=request.user.pk)),
        "may_register": may_register(request.actor),
    }
    return render(request, "console/projects.html", context)


@admitted(is_staff)
def gate(request: ActorRequest) -> HttpResponse:
    """List what stands before the gate, and why."""
    form = GateFilter(request.GET)
    words, filters = form.filters()
    page = Paginator(trading.search(request.actor, words, filters), PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "rows": rows_of(list(page.object_list))}
    return render(request, "console/gate.html", context | {"may_register": may_register(request.actor)})


def _shown(bound: forms.BoundField) -> str:
    """Name a choice as it stands on screen; anything else is shown as typed."""
    typed = str(bound.value())
    widget = bound.field.widget
    return str(dict(widget.choices).get(typed, typed)) if isinstance(widget, forms.Select) else typed
