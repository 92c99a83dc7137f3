"""The bulletin of roots 「每日根值公告」: the last root of each day, its witnesses and its timestamp, for anybody."""

from datetime import date, timedelta

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from heng.ledger.transparency.anchoring import selectors as anchoring

DAYS = 31  # on one page


class Until(forms.Form):
    """Up to which day."""

    until = forms.DateField(required=False)


@require_safe
def bulletin(request: HttpRequest) -> HttpResponse:
    """Show the roots of a month of days, the newest first."""
    asked = Until(request.GET)
    until = (asked.is_valid() and asked.cleaned_data["until"]) or localdate()
    rows = anchoring.closings(until=until, days=DAYS)
    earlier = _before(rows[-1].day) if len(rows) == DAYS else None
    return render(request, "portal/bulletin.html", {"rows": rows, "earlier": earlier})


@require_safe
def signed(request: HttpRequest, size: int) -> HttpResponse:  # noqa: ARG001
    """Give the checkpoint of a size as the log signed it: what the timestamp is over."""
    head = anchoring.checkpoint_of(size)
    if head is None:
        raise Http404
    return _file(head.note.encode(), "text/plain; charset=utf-8", f"checkpoint-{size}.txt")


@require_safe
def stamp(request: HttpRequest, size: int) -> HttpResponse:  # noqa: ARG001
    """Give the answer of the authority of time (RFC 3161), which `openssl ts -verify` reads."""
    kept = anchoring.stamped(size)
    if kept is None:
        raise Http404
    return _file(bytes(kept.response), "application/timestamp-reply", f"checkpoint-{size}.tsr")


def _before(day: date) -> date:
    return day - timedelta(days=1)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
