"""The queue at the gate 「进场事项」: applications for supervision, designations and hand-overs, and their answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from heng.engines import codes
from heng.engines.deadlines import Day
from heng.engines.procedure import Procedure
from heng.faces.console import letters, traces
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.faces.frame.telling import status_of, told
from heng.ledger import reading
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, is_staff
from heng.registers.authorities.models import Application, Authority, Designation, Handover
from heng.registers.authorities.procedure import APPLICATION, DESIGNATION, HANDOVER
from heng.registers.authorities.services import applications, designations, handovers
from heng.registers.trading import selectors as trading

REASON = forms.Textarea(attrs={"rows": 3})
Row = Application | Designation | Handover


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("理由"), max_length=2000, required=False, widget=REASON)


class SettleForm(forms.Form):
    """Who settled it, by which paper, on which department."""

    way = forms.ChoiceField(label=gettext_lazy("方式"), choices=Designation.Way)
    decider = forms.CharField(label=gettext_lazy("确定机关"), max_length=120)
    document_number = forms.CharField(label=gettext_lazy("文号"), max_length=80)
    authority = forms.ChoiceField(label=gettext_lazy("监督部门"))
    reason = forms.CharField(label=gettext_lazy("说明"), max_length=2000, required=False, widget=REASON)

    def offer(self, organs: authorities.Organs) -> "SettleForm":
        """Offer these departments."""
        choice = self.fields["authority"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [(organ.code, organ.name) for organ in organs]
        return self


@dataclass(frozen=True, slots=True)
class Matter:
    """A kind of matter: page, template, document, table of steps, who may read which rows, by which period it runs."""

    page: str
    template: str
    letter: str
    procedure: Procedure
    rows: Callable[[Actor], QuerySet[Any]]
    period: str = ""


APPLYING = Matter(
    "console:application",
    "console/application.html",
    "reply",
    APPLICATION,
    authorities.applications,
    "application",
)
DESIGNATING = Matter(
    "console:designation",
    "console/designation.html",
    "notice",
    DESIGNATION,
    authorities.designations,
    "designation",
)
HANDING = Matter("console:handover", "console/handover.html", "letter", HANDOVER, authorities.handovers)


def show(
    request: ActorRequest, matter: Matter, row: Row, form: forms.Form, settle: SettleForm | None = None
) -> HttpResponse:
    """Show one matter with its clock, day by day, and the acts that are open to this reader."""
    context = {
        "row": row,
        "steps": matter.procedure.open_steps(row, by=request.actor),
        "letter": letters.button(matter.letter, row, request.actor),
        "form": form,
        "settle": settle,
        "act": traces.sealed(reading.newest_naming(row.ref, about=row.subject)),
        "days": counted(matter.period, row),
        "project": trading.project_of_ref(request.actor, row.subject),
        "region": codes.region_path(row.region) if isinstance(row, Designation) else "",
    }
    status = max(status_of(form), status_of(settle) if settle else 0)
    return render(request, matter.template, context, status=status)


def decide(
    request: ActorRequest, matter: Matter, pk: int, act: Callable[[Any, str], Row], done: str | Promise
) -> HttpResponse:
    """Answer one matter by an act that takes it and the reason given; a refusal stands in the form with what was typed.

    The act is one of the services; whether this actor may, and whether the reason suffices, is asked there.
    """
    row = get_object_or_404(matter.rows(request.actor), pk=pk)
    form = _why(request.POST)
    if form.is_valid() and told(form, lambda: act(row, form.cleaned_data["reason"])) is not None:
        messages.success(request, str(done))
        return redirect(matter.page, pk=pk)
    return show(request, matter, row, form, _settling(None) if matter is DESIGNATING else None)


def counted(period: str, row: Row) -> tuple[Day, ...]:
    """Tell the clock of a matter day by day; nothing when it runs by the clock of another procedure."""
    if isinstance(row, Handover):
        return ()
    found = next((one.period for one in authorities.periods(on=row.filed_on) if one.id == period), None)
    due = found.due(row.filed_on) if found else None
    return due.explain() if due is not None and due.day == row.due_on else ()


@admitted(is_staff)
def application(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one application."""
    row = get_object_or_404(authorities.applications(request.actor), pk=pk)
    return show(request, APPLYING, row, _why())


@require_POST
@admitted(is_staff)
def application_accept(request: ActorRequest, pk: int) -> HttpResponse:
    """Accept the supervision of a project."""

    def accept(row: Application, reason: str) -> Application:
        return applications.accept(row, by=request.actor, on=localdate(), reason=reason)

    return decide(request, APPLYING, pk, accept, _("已接受监督申请。"))


@require_POST
@admitted(is_staff)
def application_refuse(request: ActorRequest, pk: int) -> HttpResponse:
    """Refuse it with a reason."""

    def refuse(row: Application, reason: str) -> Application:
        return applications.refuse(row, by=request.actor, on=localdate(), reason=reason)

    return decide(request, APPLYING, pk, refuse, _("已答复不予接受。"))


@admitted(is_staff)
def designation(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one request to settle the supervising department; settle it."""
    row = get_object_or_404(authorities.designations(request.actor), pk=pk)
    form = _settling(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        organ = get_object_or_404(Authority, pk=asked.pop("authority"))
        settled = told(
            form, lambda: designations.settle(row, authority=organ, by=request.actor, on=localdate(), **asked)
        )
        if settled is not None:
            messages.success(request, _("已确定监督部门。"))
            return redirect("console:designation", pk=pk)
    return show(request, DESIGNATING, row, _why(), form)


@require_POST
@admitted(is_staff)
def designation_decline(request: ActorRequest, pk: int) -> HttpResponse:
    """Answer that no department could be settled, and why."""

    def decline(row: Designation, reason: str) -> Designation:
        return designations.decline(row, by=request.actor, on=localdate(), reason=reason)

    return decide(request, DESIGNATING, pk, decline, _("已答复未能确定监督部门。"))


@admitted(is_staff)
def handover(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one hand-over with the clock that already runs."""
    row = get_object_or_404(authorities.handovers(request.actor), pk=pk)
    return show(request, HANDING, row, _why())


@require_POST
@admitted(is_staff)
def handover_take(request: ActorRequest, pk: int) -> HttpResponse:
    """Take a matter over."""

    def take(row: Handover, reason: str) -> Handover:  # noqa: ARG001  -- taking needs no reason
        return handovers.take(row, by=request.actor, on=localdate())

    return decide(request, HANDING, pk, take, _("已接收移交事项。"))


@require_POST
@admitted(is_staff)
def handover_decline(request: ActorRequest, pk: int) -> HttpResponse:
    """Send a matter back with a reason."""

    def decline(row: Handover, reason: str) -> Handover:
        return handovers.decline(row, by=request.actor, on=localdate(), reason=reason)

    return decide(request, HANDING, pk, decline, _("已退回移交事项。"))


def _why(data: Any = None) -> ReasonForm:
    """A reason beside another form that may ask for one too: their fields differ by id."""
    return ReasonForm(data, auto_id="why_%s")


def _settling(data: Any) -> SettleForm:
    return SettleForm(data).offer(authorities.organs(on=localdate(), role=Authority.Role.SUPERVISES))
