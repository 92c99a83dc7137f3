"""Witnesses 「见证」: who vouches for the public log from outside, up to where, and what goes wrong with it."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.faces.frame.keepers import watches_the_log
from heng.ledger.transparency import selectors as log
from heng.ledger.transparency.anchoring import selectors as anchoring


@admitted(watches_the_log)
def witnesses(request: ActorRequest) -> HttpResponse:
    """Show each witness of the settings against the newest checkpoint."""
    head = log.newest()
    names = [key.name for key in settings.WITNESSES]
    standings = anchoring.standings(names, head.size if head else 0)
    return render(request, "console/witnesses.html", {"head": head, "standings": standings})
