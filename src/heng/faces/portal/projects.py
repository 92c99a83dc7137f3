"""Projects in public 「交易公开」: what is in, its department and why, its notices, prices once opened, awards."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from heng.engines import codes
from heng.faces.frame.asking import ActorRequest
from heng.registers.authorities.actors import PUBLIC
from heng.registers.trading import selectors as trading

PAGE = 20
WORDS = 100


def projects(request: ActorRequest) -> HttpResponse:
    """List what the public may read; whoever asks reads here as the public does."""
    words = request.GET.get("q", "")[:WORDS]
    page = Paginator(trading.search(PUBLIC, words), PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/projects.html", {"page": page, "words": words})


def project(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one project as the public may read it."""
    found = trading.project(PUBLIC, pk)
    if found is None:
        raise Http404
    context = {
        "project": found,
        "region": codes.region_name(found.region),
        "resolution": trading.resolution_of(found),
        "lots": trading.bids_of(found, PUBLIC),
        "moments": trading.timeline(found, PUBLIC),
    }
    return render(request, "portal/project.html", context)
