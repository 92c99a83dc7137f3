"""The journal 「留痕」: who did what with which authority; and the deliveries that failed."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from heng.faces.console import traces
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.faces.frame.keepers import keeps_the_platform
from heng.ledger import events, reading, relay
from heng.ledger.events import kind_of
from heng.ledger.evidence.events import FileKept
from heng.ledger.reading import Trace
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, is_staff

SHUT = (kind_of(FileKept), "WJ")  # tells of files that may be bids: only the file itself shows it, once opened
EARLIEST = date(1970, 1, 1)  # nothing was done before; of earlier years some moments cannot be told in UTC


class JournalFilter(forms.Form):
    """What is looked for."""

    subject = forms.CharField(label=_("对象编号"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("事项"), required=False)
    who = forms.CharField(label=_("行为人姓名、用户名或编号"), max_length=60, required=False)
    since = forms.DateField(label=_("自"), widget=forms.DateInput({"type": "date"}), required=False)
    until = forms.DateField(label=_("至"), widget=forms.DateInput({"type": "date"}), required=False)
    before = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, asked: QueryDict) -> None:
        """Offer every kind of act, by its name."""
        super().__init__(asked)
        kinds = self.fields["kind"]
        if isinstance(kinds, forms.ChoiceField):
            kinds.choices = [("", _("全部")), *sorted(events.kinds().items(), key=lambda kind: kind[1])]

    def found_by(self, reader: Actor) -> list[Trace]:
        """Find the acts that this reader may read; what is misspelt narrows nothing and is told at its field."""
        asked = self.cleaned_data if self.is_valid() else {}
        since, until, who = asked.get("since"), asked.get("until"), asked.get("who", "")
        return reading.search(
            subject=asked.get("subject", ""),
            kind=asked.get("kind", ""),
            people=authorities.people_called(who) if who else None,
            departments=authorities.departments_read_by(reader),
            since=_midnight(since) if since else None,
            until=_midnight(until) + timedelta(days=1) if until and until < date.max else None,
            before=asked.get("before"),
            without=SHUT,
        )


@admitted(is_staff)
def journal(request: ActorRequest) -> HttpResponse:
    """Show acts: of their city or county to those who inspect it, else those of the reader's own department."""
    form = JournalFilter(request.GET)
    found = form.found_by(request.actor)
    older = found[-1].entry if len(found) == reading.PAGE else None
    return render(request, "console/journal.html", {"form": form, "traces": traces.named(found), "older": older})


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


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(max(day, EARLIEST), time.min))
