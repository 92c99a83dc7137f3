"""Files kept about a project 「留存文件」: hand some in, take a copy, see who did."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from heng.engines.procedure import Refusal
from heng.faces.console import traces
from heng.faces.console.handing import PaperForm, hand_in, said
from heng.faces.console.kept import may_hold, may_keep, named
from heng.faces.console.project import seen
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.faces.frame.sending import Attachment, asked_range, send
from heng.faces.frame.telling import status_of
from heng.ledger.evidence import checking, holding, reading, retention
from heng.ledger.evidence import signatures as evidence
from heng.ledger.evidence.models import File
from heng.registers.authorities.actors import is_staff
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import Project

ONE_LOOK = timedelta(hours=1)  # so long a player may fetch on
LAW = "安公管办〔2022〕6号 七"


@require_POST
@admitted(is_staff)
def keep(request: ActorRequest, pk: int) -> HttpResponse:
    """Keep files about a project; the form comes back with what was refused."""
    project = seen(request.actor, pk)
    if not may_keep(request.actor, project):
        raise Refusal("no-authority-to-act", _("您无权为该项目提交文件"), LAW)
    form = PaperForm(request.POST, request.FILES).offer(project, request.actor)
    kept = hand_in(form, project, by=request.actor) if form.is_valid() else []
    for sentence in said(kept):
        messages.success(request, sentence)
    if form.is_valid():
        return redirect(_place(project))
    return render(request, "console/paper_keep.html", {"project": project, "form": form}, status=status_of(form))


@require_GET
@admitted(is_staff)
def copy(request: ActorRequest, pk: int, file: int) -> HttpResponseBase:
    """Send a copy; that it was taken stands in the journal."""
    found = _found(request, seen(request.actor, pk), file)
    etag = f'"{found.content_id}"'
    asked = asked_range(request, found.content.size, etag)
    since = now() - ONE_LOOK if asked is not None and asked.start > 0 else None
    opened = reading.open_(found, by=request.actor, reason=_("下载"), since=since)
    return send(request, Attachment(opened.name, opened.media_type, opened.size, etag, opened.stretch), asked)


@require_GET
@admitted(is_staff)
def signatures(request: ActorRequest, pk: int, file: int) -> HttpResponse:
    """Show in short what the signatures in a file say; the list of files asks for each when it comes into sight."""
    found = _found(request, seen(request.actor, pk), file)
    return render(request, "console/signed_short.html", {"signed": evidence.signed(found)})


@admitted(is_staff)
def paper(request: ActorRequest, pk: int, file: int) -> HttpResponse:
    """Show where a file comes from and who opened it; on POST read it through and say whether it is intact."""
    project = seen(request.actor, pk)
    found = _found(request, project, file)
    state = checking.check(found) if request.method == "POST" and found.deleted_on is None else None
    context = {
        "project": project,
        "paper": named([found])[0],
        "state": state,
        "signed": evidence.signed(found),
        "traces": traces.named(reading.looks(found)),
        "keeping": traces.sealed(reading.keeping_of(found)),
        "law": retention.rule(found.retention, on=localdate()),
        "holds": holding.standing(found.ref, project.ref),
        "held_itself": holding.standing(found.ref).exists(),
        "may_hold": may_hold(request.actor, project),
    }
    return render(request, "console/paper.html", context)


def _found(request: ActorRequest, project: Project, pk: int) -> File:
    file = trading.files_of(project, request.actor, at=now()).filter(pk=pk).first()
    if file is None:
        raise Http404
    return file


def _place(project: Project) -> str:
    return reverse("console:project", args=[project.pk], query={"tab": "papers"})
