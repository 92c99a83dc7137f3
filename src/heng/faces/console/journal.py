"""The journal 「留痕」: who did what with which authority; and the deliveries that failed."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.faces.frame.keepers import keeps_the_platform
from heng.ledger import reading, relay
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import is_staff


class JournalFilter(forms.Form):
    """What is looked for."""

    subject = forms.CharField(label=_("对象编号"), max_length=60, required=False)
    before = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


@admitted(is_staff)
def journal(request: ActorRequest) -> HttpResponse:
    """Show acts: of their city or county to those who inspect it, else those of the reader's own department."""
    form = JournalFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    departments = authorities.departments_read_by(request.actor)
    traces = reading.search(
        subject=asked.get("subject", ""), before=asked.get("before"), departments=departments, limit=reading.PAGE
    )
    last = traces[-1].entry if len(traces) == reading.PAGE else None
    return render(request, "console/journal.html", {"form": form, "traces": traces, "older": last})


@admitted(keeps_the_platform)
def deliveries(request: ActorRequest) -> HttpResponse:
    """Show how far each listener has heard, and what stopped it."""
    context = {"hearings": reading.cursors(), "pending": reading.waiting_for_a_turn()}
    return render(request, "console/deliveries.html", context)


@require_POST
@admitted(keeps_the_platform)
def delivery_retry(request: ActorRequest, listener: str) -> HttpResponse:
    """Try a failed delivery again at once."""
    relay.retry(listener, by=request.actor)
    return redirect("console:deliveries")


@require_POST
@admitted(keeps_the_platform)
def delivery_skip(request: ActorRequest, listener: str) -> HttpResponse:
    """Pass over the entry at which a listener fails."""
    relay.skip(listener, by=request.actor, reason=request.POST.get("reason", ""))
    return redirect("console:deliveries")
