"""The owner's corner 「业主办事」: its projects, what it asks of departments, and what they answered."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from heng.engines import codes
from heng.engines.procedure import Refusal
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.faces.frame.telling import OK, status_of, told
from heng.faces.portal.registering import RegisterForm
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, represents
from heng.registers.authorities.models import Application, Authority, Designation
from heng.registers.authorities.procedure import APPLICATION
from heng.registers.authorities.services import applications, designations
from heng.registers.credit import selectors as credit
from heng.registers.parties import selectors as parties
from heng.registers.parties.models import Party
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import BEFORE_THE_GATE, Project, Stage
from heng.registers.trading.selectors import Filters
from heng.registers.trading.services import gate, owning

PAGE = 20
LAW = next(iter(APPLICATION)).law
ASKING = (Stage.APPLIED, Stage.REFUSED)
TONES = {Stage.REFUSED: "bad", Stage.APPLIED: "warn", Stage.WITHDRAWN: "idle"}
ANSWERS: dict[str, str] = {
    Application.Status.ACCEPTED: "ok",
    Application.Status.REFUSED: "bad",
    Designation.Status.SETTLED: "ok",
    Designation.Status.DECLINED: "bad",
    Application.Status.WITHDRAWN: "idle",
}
GROUNDS = forms.Textarea(attrs={"rows": 3})


class ApplyForm(forms.Form):
    """Which department is asked to supervise, and why."""

    authority = forms.ChoiceField(label=gettext_lazy("拟申请的监督部门"))
    grounds = forms.CharField(label=gettext_lazy("申请理由"), max_length=2000, widget=GROUNDS)

    def offer(self, region: str, on: date) -> "ApplyForm":
        """Offer the departments of the project's county and city."""
        organs = authorities.organs(on=on, role=Authority.Role.SUPERVISES)
        near = [(organ.code, organ.name) for organ in organs if codes.is_within(region, of=organ.region)]
        choice = self.fields["authority"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [("", _("请选择")), *near]
        return self


class DesignateForm(forms.Form):
    """Why it is hard to say whose project it is."""

    reason = forms.CharField(label=gettext_lazy("难以确定的原因"), max_length=2000, widget=GROUNDS)


class WithdrawForm(forms.Form):
    """Why the project is taken back."""

    why = forms.CharField(label=gettext_lazy("撤回理由"), max_length=2000, widget=GROUNDS)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a party asked for: of which project (its key and name), what, and by which day it is answered."""

    project: int
    name: str
    what: str
    due_on: date


@admitted(represents)
def mine(request: ActorRequest) -> HttpResponse:
    """Show the party's projects, what it waits for, and whether it is barred."""
    found = trading.search(request.actor, filters=Filters(owner=request.actor.party))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "party": parties.party(request.actor.party),
        "page": page,
        "rows": [
            (project, TONES.get(Stage(project.stage), "info"), _supervisor(project)) for project in page.object_list
        ],
        "waiting": _waiting(request.actor),
        "bans": credit.bans(request.actor.party, on=localdate()),
    }
    return render(request, "portal/mine.html", context)


@admitted(represents)
def register(request: ActorRequest) -> HttpResponse:
    """Register a project of the party."""
    form = RegisterForm(request.POST or None, initial={"key": secrets.token_hex(8)})
    if request.method == "POST" and form.is_valid():
        facts = form.facts(_party(request.actor), registered_on=localdate())
        key = form.cleaned_data["key"]
        made = told(form, lambda: owning.register_own(facts, key, by=request.actor, on=localdate()))
        if made is not None:
            messages.success(request, _("项目已登记。请按下面的提示办理进场。"))
            return redirect("portal:own", pk=made.pk)
    return render(request, "portal/register.html", {"form": form}, status=status_of(form))


@admitted(represents)
def correct(request: ActorRequest, pk: int) -> HttpResponse:
    """Correct a project that the party registered itself and that is not in yet."""
    project = _own(request.actor, pk)
    if not _is_correctable(project):
        raise Refusal("fixed-at-the-gate", _("本项目由交易系统登记或者已准予进场，不能在此修改，请联系交易中心"))
    key = project.source_key.partition(":")[2]
    form = RegisterForm(request.POST or None, initial=RegisterForm.of(project) | {"key": key})
    if request.method == "POST" and form.is_valid():
        facts = form.facts(project.owner, registered_on=project.registered_on)
        if told(form, lambda: owning.register_own(facts, key, by=request.actor, on=localdate())):
            messages.success(request, _("登记内容已更正。"))
            return redirect("portal:own", pk=pk)
    return render(request, "portal/register.html", {"form": form, "project": project}, status=status_of(form))


@admitted(represents)
def own(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one project of the party: where it stands, what the gate would say today, what was asked and answered."""
    return _page(request, _own(request.actor, pk))


@require_POST
@admitted(represents)
def apply(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask a department to supervise the project."""
    project, today = _own(request.actor, pk), localdate()
    form = ApplyForm(request.POST).offer(project.region, today)

    def ask() -> str:
        applications.apply(
            project.ref,
            project_name=project.name,
            applicant_code=project.owner.code,
            applicant_name=project.owner.name,
            authority=get_object_or_404(Authority, pk=form.cleaned_data["authority"]),
            grounds=form.cleaned_data["grounds"],
            by=request.actor,
            on=today,
        )
        return _("申请已提交，答复期限见下方。")

    return _answer(request, project, form, ask)


@require_POST
@admitted(represents)
def designate(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask the government of the place to name the supervising department."""
    project, today = _own(request.actor, pk), localdate()
    form = DesignateForm(request.POST)

    def ask() -> str:
        designations.request(
            project.ref,
            project_name=project.name,
            applicant_code=project.owner.code,
            applicant_name=project.owner.name,
            region=project.region,
            grounds=form.cleaned_data["reason"],
            by=request.actor,
            on=today,
        )
        return _("申请已提交，办理期限见下方。")

    return _answer(request, project, form, ask)


@require_POST
@admitted(represents)
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Take the project back before it is let in."""
    project, form = _own(request.actor, pk), WithdrawForm(request.POST)

    def take_back() -> str:
        gate.withdraw(project, by=request.actor, on=localdate(), reason=form.cleaned_data["why"])
        return _("已撤回进场登记。需要时可以重新登记。")

    return _answer(request, project, form, take_back)


@require_POST
@admitted(represents)
def reapply(request: ActorRequest, pk: int) -> HttpResponse:
    """Let a withdrawn project ask to enter again."""
    gate.reapply(_own(request.actor, pk), by=request.actor, on=localdate())
    messages.success(request, _("已重新登记进场。"))
    return redirect("portal:own", pk=pk)


@require_POST
@admitted(represents)
def recall(request: ActorRequest, pk: int) -> HttpResponse:
    """Take an application for supervision back."""
    row = get_object_or_404(authorities.applications(request.actor), pk=pk)
    applications.withdraw(row, by=request.actor, on=localdate())
    messages.success(request, _("已撤回监督申请，可以向其他部门申请。"))
    project = trading.project_of_ref(request.actor, row.subject)
    return redirect("portal:own", pk=project.pk) if project else redirect("portal:mine")


def _waiting(actor: Actor) -> list[Asked]:
    """What the party asked for and nobody has answered."""
    applied = authorities.applications(actor, status=Application.Status.SUBMITTED)
    to_settle = authorities.designations(actor, status=Designation.Status.REQUESTED)
    asked = [_asked(row, _("申请监督 · %(name)s") % {"name": row.authority.name}) for row in applied]
    return asked + [_asked(row, _("申请确定监督部门")) for row in to_settle]


def _asked(row: Application | Designation, what: str) -> Asked:
    return Asked(int(row.subject.removeprefix("TP")), row.project_name, what, row.due_on)


def _supervisor(project: Project) -> str:
    """Name the department; before the gate none is fixed, whatever the law would say."""
    if project.authority is not None:
        return project.authority.name
    return _("进场审查时落实") if project.stage == Stage.APPLIED else _("尚未落实")


def _answer(request: ActorRequest, project: Project, form: forms.Form, do: Callable[[], str]) -> HttpResponse:
    """Do what a form of the page asks for and say so; else the page comes back, and what was typed stands in it."""
    done = told(form, do) if form.is_valid() else None
    if done is None:
        return _page(request, project, form)
    messages.success(request, done)
    return redirect("portal:own", pk=project.pk)


def _page(request: ActorRequest, project: Project, sent: forms.Form | None = None) -> HttpResponse:
    """Show a project; the form that was sent stands in it even if it would not be offered now."""
    today, actor = localdate(), request.actor
    asked = list(authorities.applications(actor, subject=project.ref))
    named = list(authorities.designations(actor, subject=project.ref))
    verdict = gate.ask([project], on=today)[0] if project.stage in ASKING else None
    lacks = verdict is not None and verdict.authority is None
    may_apply = lacks and verdict is not None and verdict.resolution.is_voluntary
    verbs = {step.verb for step in trading.open_steps(actor, project)}
    context = {
        "project": project,
        "tone": TONES.get(Stage(project.stage), "info"),
        "supervisor": verdict.resolution.authority_name if verdict and verdict.allowed else _supervisor(project),
        "region": codes.region_path(project.region),
        "trade_class": kind.name if (kind := codes.trade_class(project.trade_class)) else "",
        "is_public": project.stage not in BEFORE_THE_GATE,
        "is_correctable": _is_correctable(project),
        "verdict": verdict,
        "applications": [(row, ANSWERS.get(row.status, "info"), _open(row, actor)) for row in asked],
        "designations": [(row, ANSWERS.get(row.status, "info")) for row in named],
        "apply_form": _form(sent, ApplyForm, offered=may_apply),
        "designate_form": _form(sent, DesignateForm, offered=lacks),
        "withdraw_form": _form(sent, WithdrawForm, offered="withdraw" in verbs),
        "may_reapply": "reapply" in verbs,
        "moments": trading.timeline(project, actor),
        "law": LAW,
    }
    if isinstance(blank := context["apply_form"], ApplyForm) and blank is not sent:
        blank.offer(project.region, today)
    return render(request, "portal/own.html", context, status=status_of(sent) if sent else OK)


def _form(sent: forms.Form | None, kind: type[forms.Form], *, offered: bool) -> forms.Form | None:
    """Give the form of a kind that was sent, else a blank one where the page offers it."""
    if isinstance(sent, kind):
        return sent
    return kind() if offered else None


def _open(row: Application, actor: Actor) -> bool:
    return any(step.verb == "withdraw" for step in APPLICATION.open_steps(row, by=actor))


def _own(actor: Actor, pk: int) -> Project:
    """Find a project of this very owner; for everybody else there is no such thing."""
    found = trading.project(actor, pk)
    if found is None or found.owner.code != actor.party:
        raise Http404
    return found


def _party(actor: Actor) -> Party:
    found = parties.party(actor.party)
    if found is None:
        raise Refusal("unknown-party", _("您所代表的单位尚未在主体库登记，请先到交易中心登记主体信息"))
    return found


def _is_correctable(project: Project) -> bool:
    return project.source == owning.SOURCE and project.stage in BEFORE_THE_GATE
