"""The expert pool 「评标专家库」: find experts, see on which panels one sat, suspend one with a reason."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from heng.engines import codes
from heng.faces.console import traces
from heng.faces.console.parties import ANY, PAGE, TRACES
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.faces.frame.telling import status_of, told
from heng.ledger import reading
from heng.registers.authorities.actors import sees_experts
from heng.registers.parties import selectors as registry
from heng.registers.parties import services as parties_file
from heng.registers.parties.models import Expert
from heng.registers.parties.selectors import MaskedExpert
from heng.registers.parties.services import ExpertFacts
from heng.registers.trading import selectors as trading

TONES = {Expert.Status.USABLE: "ok", Expert.Status.SUSPENDED: "warn", Expert.Status.LEFT: "idle"}


class ExpertFilter(forms.Form):
    """Which experts are looked for."""

    q = forms.CharField(label=gettext_lazy("编号、姓名或工作单位"), max_length=60, required=False)
    status = forms.ChoiceField(label=gettext_lazy("状态"), choices=[*ANY, *Expert.Status.choices], required=False)
    speciality = forms.CharField(label=gettext_lazy("评标专业代码"), max_length=20, required=False)


class StatusForm(forms.Form):
    """Whether an expert may be drawn from now on, and why."""

    status = forms.ChoiceField(label=gettext_lazy("状态"), choices=Expert.Status)
    reason = forms.CharField(label=gettext_lazy("变更原因"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


@dataclass(frozen=True, slots=True)
class Row:
    """An expert in a list."""

    shown: MaskedExpert
    tone: str
    region: str


@admitted(sees_experts)
def experts(request: ActorRequest) -> HttpResponse:
    """List experts, masked."""
    form = ExpertFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = registry.experts(
        request.actor,
        text=asked.get("q", ""),
        status=asked.get("status", ""),
        speciality=asked.get("speciality", ""),
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [_row(expert) for expert in page.object_list]
    return render(request, "console/experts.html", {"form": form, "page": page, "rows": rows})


@admitted(sees_experts)
def expert(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one expert, masked; change whether the expert may be drawn."""
    found = _expert(request, pk)
    form = StatusForm(request.POST or None, initial={"status": found.status})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        done = told(form, lambda: parties_file.suspend_expert(found, by=request.actor, on=localdate(), **facts))
        if done is not None:
            messages.success(request, _("已变更专家状态为“%(status)s”。") % {"status": done.get_status_display()})
            return redirect("console:expert", pk=pk)
    return _shown(request, found, form)


@require_POST
@never_cache
@admitted(sees_experts)
def expert_reveal(request: ActorRequest, pk: int) -> HttpResponse:
    """Show an expert in clear, once; the act and its reason stand in the journal."""
    found = _expert(request, pk)
    facts = parties_file.reveal_expert(found, by=request.actor, reason=request.POST.get("reason", ""))
    messages.info(request, _("以下显示专家的明文，查阅人、时间和理由已经留痕。"))
    return _shown(request, found, StatusForm(initial={"status": found.status}), facts)


def _shown(request: ActorRequest, found: Expert, form: StatusForm, clear: ExpertFacts | None = None) -> HttpResponse:
    page = Paginator(trading.sittings(request.actor, found), PAGE).get_page(request.GET.get("page"))
    context = {
        "expert": found,
        "row": _row(found),
        "clear": clear,
        "form": form,
        "may_reveal": parties_file.may_reveal(request.actor),
        "may_keep": parties_file.may_keep_experts(request.actor),
        "page": page,
        "traces": traces.named(reading.search(subject=found.ref, limit=TRACES)),
    }
    return render(request, "console/expert.html", context, status=status_of(form))


def _row(found: Expert) -> Row:
    region = codes.region_name(found.region) if found.region else ""
    return Row(registry.expert_row(found), TONES[Expert.Status(found.status)], region)


def _expert(request: ActorRequest, pk: int) -> Expert:
    found = registry.experts(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
