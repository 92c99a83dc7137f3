"""Draws done again in public 「重演抽签」: whoever holds a record replays it in the browser, and sends nothing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heng.engines.draw.replaying import LABELS
from heng.faces.frame.asking import ActorRequest


@require_safe
def draws(request: ActorRequest) -> HttpResponse:
    """Show the form; `heng-draw.js` does in the browser what `engines.draw.replay` does here."""
    return render(request, "portal/draws.html", {"checks": LABELS})
