"""The queue at the gate 「进场事项」: applications for supervision, designations and hand-overs, and their answers."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import is_staff
from heng.registers.authorities.models import Authority, Designation
from heng.registers.authorities.procedure import APPLICATION, DESIGNATION, HANDOVER
from heng.registers.authorities.services import applications, designations, handovers

REASON = forms.Textarea(attrs={"rows": 3})


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


@admitted(is_staff)
def application(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one application with the acts that are open to this reader."""
    row = get_object_or_404(authorities.applications(request.actor), pk=pk)
    context = {"row": row, "steps": APPLICATION.open_steps(row, by=request.actor), "form": ReasonForm()}
    return render(request, "console/application.html", context)


@require_POST
@admitted(is_staff)
def application_accept(request: ActorRequest, pk: int) -> HttpResponse:
    """Accept the supervision of a project."""
    row = get_object_or_404(authorities.applications(request.actor), pk=pk)
    applications.accept(row, by=request.actor, on=localdate(), reason=request.POST.get("reason", ""))
    messages.success(request, _("已接受监督申请。"))
    return redirect("console:application", pk=pk)


@require_POST
@admitted(is_staff)
def application_refuse(request: ActorRequest, pk: int) -> HttpResponse:
    """Refuse it with a reason."""
    row = get_object_or_404(authorities.applications(request.actor), pk=pk)
    applications.refuse(row, by=request.actor, on=localdate(), reason=request.POST.get("reason", ""))
    messages.success(request, _("已答复不予接受。"))
    return redirect("console:application", pk=pk)


@admitted(is_staff)
def designation(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one request to settle the supervising department; settle it."""
    row = get_object_or_404(authorities.designations(request.actor), pk=pk)
    organs = authorities.organs(on=localdate(), role=Authority.Role.SUPERVISES)
    form = SettleForm(request.POST or None).offer(organs)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        organ = get_object_or_404(Authority, pk=asked.pop("authority"))
        designations.settle(row, authority=organ, by=request.actor, on=localdate(), **asked)
        messages.success(request, _("已确定监督部门。"))
        return redirect("console:designation", pk=pk)
    context = {
        "row": row,
        "steps": DESIGNATION.open_steps(row, by=request.actor),
        "form": form,
        "decline_form": ReasonForm(),
    }
    return render(request, "console/designation.html", context)


@require_POST
@admitted(is_staff)
def designation_decline(request: ActorRequest, pk: int) -> HttpResponse:
    """Answer that no department could be settled, and why."""
    row = get_object_or_404(authorities.designations(request.actor), pk=pk)
    designations.decline(row, by=request.actor, on=localdate(), reason=request.POST.get("reason", ""))
    messages.success(request, _("已答复未能确定监督部门。"))
    return redirect("console:designation", pk=pk)


@admitted(is_staff)
def handover(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one hand-over with the clock that already runs."""
    row = get_object_or_404(authorities.handovers(request.actor), pk=pk)
    context = {"row": row, "steps": HANDOVER.open_steps(row, by=request.actor), "form": ReasonForm()}
    return render(request, "console/handover.html", context)


@require_POST
@admitted(is_staff)
def handover_take(request: ActorRequest, pk: int) -> HttpResponse:
    """Take a matter over."""
    row = get_object_or_404(authorities.handovers(request.actor), pk=pk)
    handovers.take(row, by=request.actor, on=localdate())
    messages.success(request, _("已接收移交事项。"))
    return redirect("console:handover", pk=pk)


@require_POST
@admitted(is_staff)
def handover_decline(request: ActorRequest, pk: int) -> HttpResponse:
    """Send a matter back with a reason."""
    row = get_object_or_404(authorities.handovers(request.actor), pk=pk)
    handovers.decline(row, by=request.actor, on=localdate(), reason=request.POST.get("reason", ""))
    messages.success(request, _("已退回移交事项。"))
    return redirect("console:handover", pk=pk)
