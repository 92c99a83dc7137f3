"""Receipts of entries 「回执」: to the page that verifies one, or as a file to keep."""

from base64 import urlsafe_b64encode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from heng.engines.procedure import Refusal
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.ledger import reading
from heng.ledger.events import kind_of
from heng.ledger.evidence import reading as evidence
from heng.ledger.evidence.events import FileKept
from heng.ledger.reading import Trace
from heng.ledger.transparency import proving
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, is_staff
from heng.registers.trading import selectors as trading


@require_GET
@admitted(is_staff)
def receipt(request: ActorRequest, pk: int) -> HttpResponse:
    """Lead to the verifier with the receipt of an entry behind the #; with `?copy` send the receipt itself.

    Everybody may have what the public log shows anyway; what a leaf keeps closed is for who may read the act.
    """
    found = reading.entry(pk)
    if found is None:
        raise Http404
    proof = proving.receipt_of(pk, opened=_may_read(request.actor, found))
    if proof is None:
        raise Refusal("not-sealed", _("这条留痕尚未固化，请过几分钟再来"))
    if "copy" in request.GET:
        name = f"receipt-{proof.index}.tlog-proof"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return HttpResponse(bytes(proof), content_type="text/plain; charset=utf-8", headers=headers)
    address = urlsafe_b64encode(bytes(proof)).decode().rstrip("=")
    return redirect(f"{reverse('portal:verify')}#{address}")


def _may_read(actor: Actor, act: Trace) -> bool:
    """Say whether somebody reads this act in the journal, or at the page of the project that it is about."""
    file = evidence.file(act.subject) if act.kind == kind_of(FileKept) else None
    if file is not None:
        about = trading.project_of_ref(actor, file.about)
        return about is not None and trading.files_of(about, actor, at=now()).filter(pk=file.pk).exists()
    departments = authorities.departments_read_by(actor)
    if departments is None or act.department in departments:
        return True
    project = trading.project_of_ref(actor, act.subject)
    return project is not None and trading.sees_inside(actor, project)
