"""Proofs in public 「验证」: what a receipt, a file or a bundle proves, found by the visitor's own browser."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from heng.faces.frame import verifier
from heng.faces.frame.asking import ActorRequest
from heng.ledger.transparency import proving, selectors


@require_safe
def verify(request: ActorRequest) -> HttpResponse:
    """Show the form, with the keys to be trusted; what is chosen there is sent nowhere."""
    log, *second = map(str, selectors.vkeys())
    context = verifier.context(log, tuple(map(str, settings.WITNESSES)), "".join(second))
    return render(request, "portal/verify.html", context)


@require_safe
def receipt(request: ActorRequest, index: int) -> HttpResponse:  # noqa: ARG001
    """Lead to the verifier with the receipt of a leaf: what the public log shows of it anyway, and nothing more."""
    proof = proving.receipt_at(index, opened=False)
    if proof is None:
        raise Http404
    return redirect(verifier.way(proof))
