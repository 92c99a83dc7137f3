"""The steps of a project at the door 「进场审查、撤回、环节填报」: each by the table of its procedure."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from heng.engines.procedure import Refusal
from heng.faces.console import tellings
from heng.faces.console.acting import Act, ReasonForm, answer
from heng.faces.console.project import seen
from heng.faces.console.steps import BESIDES
from heng.faces.console.tellings import Telling
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.registers.authorities.actors import is_centre, is_staff, teller
from heng.registers.trading.models import Project
from heng.registers.trading.procedure import NOTICE_TWO, PROCEDURE, TRACE
from heng.registers.trading.services import gate

FORMS: dict[str, type[Telling]] = {
    "announce": tellings.AnnounceForm,
    "open": tellings.OpenForm,
    "evaluate": tellings.EvaluateForm,
    "publicise": tellings.PubliciseForm,
    "award": tellings.AwardForm,
    "sign": tellings.SignForm,
    "complete": tellings.CompleteForm,
    "fail": tellings.FailForm,
    "terminate": tellings.TerminateForm,
}
TOLD: dict[str, type[Telling]] = {
    "notice": tellings.NoticeForm,
    "change": tellings.ChangeForm,
    "performance": tellings.PerformanceForm,
}
"""What may be told without a step of the procedure."""


@admitted(is_staff)
def step(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """Take one step of a project: at once, or by its form."""
    project = seen(request.actor, pk)
    if verb not in {*FORMS, "admit", "reapply", "withdraw"}:
        raise Http404
    found = PROCEDURE.take(verb, project, by=request.actor)
    act = Act(found.label, found.law)
    if verb in FORMS:
        return _tell(request, project, FORMS[verb], act)
    if verb == "withdraw":
        return _withdraw(request, project, act)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    return _ask(request, project) if verb == "admit" else _reapply(request, project)


@admitted(is_centre)
def tell(request: ActorRequest, pk: int, what: str) -> HttpResponse:
    """Tell of a trade what is no step: a clarification, a change of a contract, a moment of its performance."""
    project = seen(request.actor, pk)
    if what not in TOLD:
        raise Http404
    if not teller(request.actor, project):
        raise Refusal("no-authority-to-act", _("您无权报送该项目的交易数据"), TRACE)
    return _tell(request, project, TOLD[what], Act(dict(BESIDES)[what], TRACE))


def _tell(request: ActorRequest, project: Project, kind: type[Telling], act: Act) -> HttpResponse:
    form = kind(request.POST or None)
    form.offer(project, request.actor)
    return answer(request, project, form, act, lambda: form.tell(project, by=request.actor, on=localdate()))


def _withdraw(request: ActorRequest, project: Project, act: Act) -> HttpResponse:
    form = ReasonForm(request.POST or None)

    def withdraw() -> Project:
        return gate.withdraw(project, by=request.actor, on=localdate(), reason=form.cleaned_data["reason"])

    return answer(request, project, form, act, withdraw)


def _ask(request: ActorRequest, project: Project) -> HttpResponse:
    """Ask the gate; its no is an answer too, and stays on the project with its article."""
    verdict = gate.ask_entry(project, by=request.actor, on=localdate())
    if verdict.allowed:
        messages.success(request, _("已准予进场。"))
    else:
        told = _("未准进场：%(reason)s（依据：%(law)s）")
        messages.error(request, told % {"reason": verdict.reason, "law": verdict.law})
    return redirect("console:project", pk=project.pk)


def _reapply(request: ActorRequest, project: Project) -> HttpResponse:
    gate.reapply(project, by=request.actor, on=localdate())
    messages.success(request, _("已重新登记，可以再次申请进场审查（依据：%(law)s）。") % {"law": NOTICE_TWO})
    return redirect("console:project", pk=project.pk)
