"""Draws in public 「随机抽取公示」: every frozen list, what came of it, its record for anybody to replay."""

from base64 import urlsafe_b64encode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heng.engines.draw.replaying import LABELS
from heng.engines.procedure import Refusal
from heng.faces.frame import drawn
from heng.faces.frame.asking import ActorRequest
from heng.ledger import reading
from heng.ledger.draws import selectors
from heng.ledger.draws.models import Draw, State
from heng.ledger.transparency import proving
from heng.registers.authorities.actors import PUBLIC

PAGE = 20
LARGEST = 2_000_000  # characters of a record that the page itself brings along


@require_safe
def draws(request: ActorRequest) -> HttpResponse:
    """Show the form; `heng-draw.js` does in the browser what `engines.draw.replay` does here."""
    return render(request, "portal/draws.html", {"checks": LABELS})


@require_safe
def draw_list(request: ActorRequest) -> HttpResponse:
    """List every draw from the moment on that its list was frozen."""
    page = Paginator(selectors.draws(), PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/draw_list.html", {"page": page, "rows": drawn.lines(list(page.object_list))})


@require_safe
def draw(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one draw, and let the browser draw again."""
    found = _found(pk)
    record = found.conclusion.record if found.state == State.DRAWN else ""
    context = drawn.told(found, PUBLIC) | {"text": record if len(record) < LARGEST else "", "checks": LABELS}
    return render(request, "portal/draw.html", context)


@require_safe
def record(request: ActorRequest, pk: int) -> HttpResponse:  # noqa: ARG001
    """Give the record as it was made; of a draw that lapsed or is not made yet there is none."""
    found = _found(pk)
    if found.state != State.DRAWN:
        raise Http404
    name = f"draw-{found.ref}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(found.conclusion.record.encode(), content_type="application/json", headers=headers)


@require_safe
def frozen_list(request: ActorRequest, pk: int) -> HttpResponse:  # noqa: ARG001
    """Give the frozen list once it is of no use to whoever would prepare for the draw: SHA-256 of it is its digest."""
    found = _found(pk)
    if found.state not in {State.DRAWN, State.LAPSED}:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="list-{found.ref}.json"'}
    return HttpResponse(found.list.encode(), content_type="application/json", headers=headers)


@require_safe
def receipt(request: ActorRequest, pk: int, entry: int) -> HttpResponse:  # noqa: ARG001
    """Lead to the verifier with the receipt of an act about the draw behind the #; it opens nothing that is closed."""
    act = reading.entry(entry)
    if act is None or act.subject != _found(pk).ref:
        raise Http404
    proof = proving.receipt_of(entry, opened=False)
    if proof is None:
        raise Refusal("not-sealed", _("这条留痕尚未固化，请过几分钟再来"))
    return redirect(f"{reverse('portal:verify')}#{urlsafe_b64encode(bytes(proof)).decode().rstrip('=')}")


def _found(pk: int) -> Draw:
    found = selectors.draw_of(pk) if pk < 1 << 31 else None
    if found is None:
        raise Http404
    return found
