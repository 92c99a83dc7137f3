"""Whose matter a project is 「监督部门落实、收件、移交」: asked for by the centre, received, handed over."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from heng.engines.procedure import Refusal
from heng.faces.console.acting import LONG, Act, ReasonForm, answer
from heng.faces.console.project import seen
from heng.faces.console.steps import FIRST_RECEIVER
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import is_centre, is_handler, receiver
from heng.registers.authorities.models import Application, Authority, Designation, Handover
from heng.registers.authorities.services import applications, designations, handovers
from heng.registers.trading.models import Project
from heng.registers.trading.procedure import NOTICE_TWO


class DepartmentForm(forms.Form):
    """Which department."""

    authority = forms.ChoiceField(label=gettext_lazy("部门"))

    def offer(self) -> None:
        """Offer the departments that supervise today."""
        field = self.fields["authority"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *authorities.named_departments(on=localdate())]

    def clean_authority(self) -> Authority:
        """Give the department."""
        found = authorities.authority(self.cleaned_data["authority"])
        if found is None:
            raise forms.ValidationError(_("该部门已不存在，请重新选择"))
        return found


class ApplyForm(DepartmentForm):
    """Which department is asked, and why."""

    grounds = forms.CharField(label=gettext_lazy("申请理由"), max_length=2000, widget=LONG)


class DesignateForm(forms.Form):
    """Why it is hard to say whose project it is."""

    grounds = forms.CharField(label=gettext_lazy("难以确定监督部门的原因"), max_length=2000, widget=LONG)


class HandOverForm(DepartmentForm, ReasonForm):
    """To whom a matter goes, until when it is due, and why."""

    due_on = forms.DateField(
        label=gettext_lazy("原办理期限"),
        widget=forms.DateInput({"type": "date"}),
        help_text=gettext_lazy("按首次收件起算的期限填写，移交不延长期限。"),
    )


@admitted(is_centre)
def apply(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask a department to supervise a project, for its owner."""
    project = seen(request.actor, pk)
    form = ApplyForm(request.POST or None)
    form.offer()

    def do() -> Application:
        return applications.apply(
            project.ref,
            project_name=project.name,
            applicant_code=project.owner.code,
            applicant_name=project.owner.name,
            by=request.actor,
            on=localdate(),
            **form.cleaned_data,
        )

    return answer(request, project, form, Act(_("代建设单位申请监督"), NOTICE_TWO), do)


@admitted(is_centre)
def designate(request: ActorRequest, pk: int) -> HttpResponse:
    """Ask for the department of a project to be settled, for its owner."""
    project = seen(request.actor, pk)
    form = DesignateForm(request.POST or None)

    def do() -> Designation:
        return designations.request(
            project.ref,
            project_name=project.name,
            applicant_code=project.owner.code,
            applicant_name=project.owner.name,
            region=project.region,
            by=request.actor,
            on=localdate(),
            **form.cleaned_data,
        )

    return answer(request, project, form, Act(_("申请协调或指定监督部门"), NOTICE_TWO), do)


@require_POST
@admitted(is_handler)
def claim(request: ActorRequest, pk: int) -> HttpResponse:
    """Register that the reader's department received the matter."""
    project = _received(request, pk)
    handovers.claim(project.ref, by=request.actor, at=timezone.now())
    lead = authorities.lead(project.ref)
    messages.success(request, _("已登记收件。本事项由%(lead)s办理。") % {"lead": lead})
    return redirect("console:project", pk=pk)


@admitted(is_handler)
def hand_over(request: ActorRequest, pk: int) -> HttpResponse:
    """Propose to pass the matter to another department."""
    project = _received(request, pk)
    form = HandOverForm(request.POST or None)
    form.offer()

    def do() -> Handover:
        given = form.cleaned_data
        return handovers.hand_over(
            project.ref,
            target=given["authority"],
            due_on=given["due_on"],
            reason=given["reason"],
            by=request.actor,
            on=localdate(),
        )

    told = _("对方接收后，监督部门和监管档案随之变更；接收前仍由本部门办理。")
    return answer(request, project, form, Act(_("移交其他部门"), FIRST_RECEIVER, told), do)


def _received(request: ActorRequest, pk: int) -> Project:
    """Find a project that the reader's department may receive: one that nobody else supervises."""
    project = seen(request.actor, pk)
    if not receiver(request.actor, project):
        reason = _("您无权登记收件或者移交：本项目由%(name)s监督") % {"name": project.authority or _("当地部门")}
        raise Refusal("no-authority-to-act", reason, FIRST_RECEIVER)
    return project
