"""Proofs in public 「验证」: what a receipt, a file or a bundle proves, found by the visitor's own browser."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heng.faces.frame import verifier
from heng.faces.frame.asking import ActorRequest
from heng.ledger.transparency import selectors


@require_safe
def verify(request: ActorRequest) -> HttpResponse:
    """Show the form, with the keys to be trusted; what is chosen there is sent nowhere."""
    witnesses = tuple(map(str, settings.WITNESSES))
    return render(request, "portal/verify.html", verifier.context(str(selectors.vkey()), witnesses))
