"""Files kept about a project 「留存文件」: hand one in, take a copy, see who did, hold them all."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from heng.engines.procedure import Refusal
from heng.faces.console import traces
from heng.faces.console.acting import Act, ReasonForm, answer
from heng.faces.console.kept import PaperForm, may_hold, may_keep, named, readable
from heng.faces.console.project import seen
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.faces.frame.sending import Attachment, asked_range, send
from heng.faces.frame.telling import status_of, told
from heng.ledger.evidence import checking, keeping, reading, retention
from heng.ledger.evidence import signatures as evidence
from heng.ledger.evidence.models import File, Hold
from heng.registers.authorities.actors import Actor, is_staff
from heng.registers.trading.models import Project

ONE_LOOK = timedelta(hours=1)  # so long a player may fetch on
LAW = "安公管办〔2022〕6号 七"
HOLDING = {"hold": Act(gettext_lazy("封存文件"), LAW), "lift": Act(gettext_lazy("解除封存"), LAW)}


@require_POST
@admitted(is_staff)
def keep(request: ActorRequest, pk: int) -> HttpResponse:
    """Keep a file about a project."""
    project = seen(request.actor, pk)
    if not may_keep(request.actor, project):
        raise Refusal("no-authority-to-act", _("您无权为该项目提交文件"), LAW)
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid() and (file := told(form, lambda: _keep(form, project, request.actor))):
        messages.success(request, _("文件“%(name)s”已保存，摘要已经留痕。") % {"name": file.name})
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
        "hold": retention.held(found),
    }
    return render(request, "console/paper.html", context)


@admitted(is_staff)
def hold(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """Hold all files of a project, or lift the hold, for a reason."""
    project = seen(request.actor, pk)
    if verb not in HOLDING:
        raise Http404
    if not may_hold(request.actor, project):
        raise Refusal("no-authority-to-act", _("您无权%(act)s") % {"act": HOLDING[verb].label}, LAW)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    return answer(request, project, form, HOLDING[verb], lambda: _hold(project, form, verb, request.actor))


def _keep(form: PaperForm, project: Project, by: Actor) -> File:
    file: UploadedFile[bytes] = form.cleaned_data["file"]
    return keeping.keep(file, name=file.name or "", about=project.ref, by=by, on=localdate(), kind=project.regime)


def _hold(project: Project, form: forms.Form, verb: str, by: Actor) -> Hold:
    reason, standing = form.cleaned_data["reason"], retention.holds(project.ref).first()
    if verb == "hold":
        return retention.place(project.ref, by=by, on=localdate(), reason=reason)
    if standing is None:
        raise Refusal("not-held", _("没有封存，不需要解除"))
    return retention.lift(standing, by=by, on=localdate(), reason=reason)


def _found(request: ActorRequest, project: Project, pk: int) -> File:
    file = readable(request.actor, project).filter(pk=pk).first()
    if file is None:
        raise Http404
    return file


def _place(project: Project) -> str:
    return reverse("console:project", args=[project.pk], query={"tab": "papers"})
