"""Registration at the counter 「项目登记」: a clerk of the centre, or the coordinating office, enters a project."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heng.engines import codes
from heng.faces.console.pasted import party, party_code
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.faces.frame.telling import status_of, told
from heng.registers.authorities.actors import Actor, is_centre, is_coordinator
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import BEFORE_THE_GATE, Project
from heng.registers.trading.procedure import NOTICE_EIGHT
from heng.registers.trading.services import gate
from heng.registers.trading.services.dossier import ProjectFacts

SOURCE = "console"
DECLARED = {"yes": True, "no": False}
OWNERS = {"A": "01", "D": "04"}  # what an owner is called by the data standard; of land and minerals 07
AGENTS = {"A": "02", "D": "05"}
PLAIN = (
    "name", "trade_class", "region", "tender_code", "place", "fund_source", "budget", "mode", "approval_name",
    "approval_number", "approval_organ",
)  # fmt: skip


def may_register(actor: Actor) -> bool:
    """Say whether somebody registers projects at all; where, the service says."""
    return is_centre(actor) or is_coordinator(actor)


class RegisterForm(forms.Form):
    """A project as its papers tell. `key` names it, so that a form sent twice registers it once."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput, initial=lambda: uuid4().hex)
    name = forms.CharField(label=gettext_lazy("项目名称"), max_length=600)
    trade_class = forms.ChoiceField(label=gettext_lazy("交易类别"))
    region = forms.ChoiceField(label=gettext_lazy("行政区划"))
    is_mandatory = forms.ChoiceField(
        label=gettext_lazy("依法必须招标（采购）"),
        required=False,
        choices=[("", gettext_lazy("不申报，由目录判断")), ("yes", gettext_lazy("是")), ("no", gettext_lazy("否"))],
    )
    owner_name = forms.CharField(label=gettext_lazy("招标（采购）人"), max_length=500)
    owner_code = forms.CharField(label=gettext_lazy("单位统一社会信用代码"), max_length=80)
    agency_name = forms.CharField(label=gettext_lazy("代理机构"), max_length=500, required=False)
    agency_code = forms.CharField(label=gettext_lazy("代理机构统一社会信用代码"), max_length=80, required=False)
    budget = forms.DecimalField(
        label=gettext_lazy("预算金额（元）"), max_digits=18, decimal_places=2, min_value=0, required=False
    )
    fund_source = forms.CharField(label=gettext_lazy("资金来源"), max_length=200, required=False)
    mode = forms.CharField(label=gettext_lazy("交易方式"), max_length=40, required=False)
    tender_code = forms.CharField(label=gettext_lazy("招标（采购）项目编号"), max_length=60, required=False)
    place = forms.CharField(label=gettext_lazy("交易场所"), max_length=120, required=False)
    approval_name = forms.CharField(
        label=gettext_lazy("审批文件名称"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("依法必须招标的工程，须填写审批（核准、备案）文件名称或文号，否则不得进场。"),
    )
    approval_number = forms.CharField(label=gettext_lazy("审批文号"), max_length=120, required=False)
    approval_organ = forms.CharField(label=gettext_lazy("审批机关"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "trade_class": [
                (row.code, f"{row.code} {row.name}") for row in codes.trade_classes().values() if row.parent
            ],
            "region": [(row.code, f"{codes.region_path(row.code)} {row.code}") for row in codes.regions().values()],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def clean_owner_code(self) -> str:
        """Take a code that can be one."""
        return party_code(str(self.cleaned_data["owner_code"]).strip())

    def clean_agency_code(self) -> str:
        """Take a code that can be one, or none."""
        code = str(self.cleaned_data["agency_code"]).strip()
        return party_code(code) if code else ""

    def facts(self, registered_on: date) -> ProjectFacts:
        """The project as the register takes it."""
        given = self.cleaned_data
        letter = given["trade_class"][:1]
        agency = party(given["agency_name"], given["agency_code"], AGENTS.get(letter, "02"))
        return ProjectFacts(
            owner=party(given["owner_name"], given["owner_code"], OWNERS.get(letter, "07")),
            agency=agency if given["agency_name"] else None,
            is_mandatory=DECLARED.get(given["is_mandatory"]),
            registered_on=registered_on,
            **{name: given[name] for name in PLAIN},
        )


@admitted(may_register)
def register(request: ActorRequest) -> HttpResponse:
    """Register a project; the gate is asked afterwards, on its page."""
    form = RegisterForm(request.POST or None, initial={"region": settings.HOME_REGION})
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        done = told(form, lambda: gate.register(form.facts(localdate()), SOURCE, key, by=request.actor, on=localdate()))
        if done is not None:
            messages.success(request, _("已登记。请核对后申请进场审查。"))
            return redirect("console:project", pk=done.pk)
    context = {"form": form, "law": NOTICE_EIGHT}
    return render(request, "console/register.html", context, status=status_of(form))


@admitted(may_register)
def correct(request: ActorRequest, pk: int) -> HttpResponse:
    """Correct what was registered at the counter, while the project stands outside; others are corrected where told."""
    project = trading.project(request.actor, pk)
    if project is None or not is_correctable(project):
        raise Http404
    form = RegisterForm(request.POST or None, initial=told_of(project))
    if request.method == "POST" and form.is_valid():
        facts, key = form.facts(project.registered_on), project.source_key
        done = told(form, lambda: gate.register(facts, SOURCE, key, by=request.actor, on=localdate()))
        if done is not None:
            messages.success(request, _("已更正登记。可以再次申请进场审查。"))
            return redirect("console:project", pk=pk)
    context = {"form": form, "law": NOTICE_EIGHT, "project": project}
    return render(request, "console/register.html", context, status=status_of(form))


def is_correctable(project: Project) -> bool:
    """Say whether a project was registered at this counter, and is not in yet."""
    return project.source == SOURCE and project.stage in BEFORE_THE_GATE


def told_of(project: Project) -> dict[str, object]:
    """What the form holds of a registered project."""
    declared = {True: "yes", False: "no", None: ""}[project.is_mandatory]
    agency = {"agency_name": project.agency.name, "agency_code": project.agency.code} if project.agency else {}
    owner = {"owner_name": project.owner.name, "owner_code": project.owner.code}
    return {name: getattr(project, name) for name in PLAIN} | owner | agency | {"is_mandatory": declared}
