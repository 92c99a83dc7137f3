"""Recordings of a project 「录音录像」: hand one in, record live, watch it beside the events of the trade, check it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from csp.decorators import csp_update
from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from heng.engines.procedure import Refusal
from heng.faces.console import traces
from heng.faces.console.kept import may_keep, may_watch
from heng.faces.console.project import seen
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.faces.frame.telling import status_of, told
from heng.ledger import reading as journal
from heng.ledger.evidence import keeping
from heng.ledger.evidence.models import Content
from heng.ledger.evidence.recordings import checks, ingest, reading
from heng.ledger.evidence.recordings.events import RecordingBegun, RecordingEnded, RecordingSealed
from heng.ledger.evidence.recordings.models import Footage, Manifest, Segment
from heng.ledger.evidence.recordings.playlist import playlist
from heng.ledger.evidence.store import store
from heng.ledger.reading import Trace
from heng.ledger.transparency import keys, proving
from heng.ledger.transparency.proving import Seal
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, is_administrator, is_staff
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import Project

LAW = "财政部令第87号 第三十九条"
ONE_LOOK = timedelta(hours=1)  # so long a player may fetch on
BEFORE = timedelta(minutes=10)  # events shortly before and after stand on the timeline, too
MANIFESTS = 3  # the newest that the page shows
FOREVER = "private, max-age=86400, immutable"


class RecordingForm(forms.Form):
    """A recording that exists as a file, and when it began."""

    title = forms.CharField(label=gettext_lazy("录像名称"), max_length=100)
    started_at = forms.DateTimeField(
        label=gettext_lazy("录制开始时间"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    video = forms.FileField(
        label=gettext_lazy("录像文件"),
        max_length=500,
        help_text=gettext_lazy("MP4 或 WebM；画面 H.264、H.265、VP9 或 AV1，声音 AAC 或 Opus"),
    )


class LiveForm(forms.Form):
    """What is recorded live."""

    title = forms.CharField(label=gettext_lazy("录像名称"), max_length=100)


@dataclass(frozen=True, slots=True)
class Event:
    """An act about the project, and at which second of the recording it was done."""

    trace: Trace
    second: int


@admitted(is_staff)
def recordings(request: ActorRequest, pk: int) -> HttpResponse:
    """List the recordings of a project; on POST take one in."""
    project = seen(request.actor, pk)
    if request.method != "POST" and not may_watch(request.actor, project):
        raise Http404
    form = RecordingForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        _check_may_keep(request.actor, project)
        if form.is_valid() and (made := told(form, lambda: _hand_in(form, project, request.actor))):
            messages.success(request, _("录像已保存，分段处理后即可播放，通常不超过几分钟。"))
            return redirect("console:recording", pk=project.pk, recording=made.pk)
    context = {
        "project": project,
        "recordings": _sealed(readable(request.actor, project), seals_of(project)),
        "form": form if may_keep(request.actor, project) else None,
        "live": LiveForm(prefix="live"),
    }
    return render(request, "console/recordings.html", context, status=status_of(form))


@require_POST
@admitted(is_staff)
def begin(request: ActorRequest, pk: int) -> HttpResponse:
    """Begin to record live from the browser."""
    project = seen(request.actor, pk)
    _check_may_keep(request.actor, project)
    form = LiveForm(request.POST, prefix="live")
    title = form.cleaned_data["title"] if form.is_valid() else _("现场录像")
    made = ingest.begin(
        project.ref,
        title=title,
        by=request.actor,
        at=now(),
        on=localdate(),
        source=_("浏览器"),
        kind=project.regime,
    )
    return redirect("console:recording", pk=project.pk, recording=made.pk)


@admitted(is_staff)
def recording(request: ActorRequest, pk: int, recording: int) -> HttpResponseBase:
    """Play a recording beside the events of the trade; on POST read it through and check it against its manifests."""
    project = seen(request.actor, pk)
    footage = _found(request.actor, project, recording)
    is_checked = request.method == "POST" and footage.deleted_on is None
    names = authorities.names_behind({footage.person}, {footage.department})
    last = footage.segments.order_by("-sequence").first()
    context = {
        "project": project,
        "footage": footage,
        "person": names.person(footage.person),
        "department": names.organ(footage.department),
        "length": last.end // 1000 if last and footage.deleted_on is None else 0,
        "next": last.sequence + 1 if last else 0,
        "offset": last.end if last else 0,
        "seal": seals_of(project).get(footage.ref),
        "manifests": _sealed(
            footage.manifests.order_by("-first")[:MANIFESTS],
            proving.seals([footage.about], [RecordingSealed], by="digest"),
        ),
        "events": _events(request.actor, project, footage, last),
        "clues": checks.clues(footage),
        "altered": checks.altered(footage, keys.signer().vkey, now=now()) if is_checked else [],
        "is_checked": is_checked,
        "records": footage.is_live and footage.ended_at is None and footage.person == request.actor.person,
        "traces": traces.named(reading.looks(footage)),
    }
    return _player(request, context)


@require_POST
@admitted(is_staff)
def chunk(request: ActorRequest, pk: int, recording: int, sequence: int) -> HttpResponse:
    """Take one chunk of a live recording, and say which one is due next."""
    footage = _own(request, pk, recording)
    offset = request.GET.get("offset", "")
    if not (offset.isascii() and offset.isdecimal() and len(offset) < len(str(ingest.WHOLE))):
        raise Refusal("bad-offset", _("录像片段没有写明起点"))
    data = request.read(ingest.LARGEST_CHUNK + 1)
    segment = ingest.take(footage, data, sequence=sequence, offset=int(offset), at=now())
    return JsonResponse({"next": segment.sequence + 1})


@require_POST
@admitted(is_staff)
def end(request: ActorRequest, pk: int, recording: int) -> HttpResponse:
    """End a live recording."""
    footage = ingest.finish(_own(request, pk, recording), by=request.actor, at=now())
    return redirect("console:recording", pk=pk, recording=footage.pk)


@require_GET
@admitted(is_staff)
def index(request: ActorRequest, pk: int, recording: int) -> HttpResponse:
    """Send the playlist; that the recording is watched stands in the journal."""
    footage = _watched(request, pk, recording)
    return HttpResponse(
        playlist(footage), content_type="application/vnd.apple.mpegurl", headers={"Cache-Control": "private, no-store"}
    )


@require_GET
@admitted(is_staff)
def segment(request: ActorRequest, pk: int, recording: int, sequence: int) -> HttpResponseBase:
    """Send a segment as it was kept."""
    return _sent(_segment(_watched(request, pk, recording), sequence).content)


@require_GET
@admitted(is_staff)
def init(request: ActorRequest, pk: int, recording: int, sequence: int) -> HttpResponseBase:
    """Send the initialisation section of a segment as it was kept."""
    return _sent(_segment(_watched(request, pk, recording), sequence).init)


def readable(actor: Actor, project: Project) -> QuerySet[Footage]:
    """List the recordings somebody may watch: all, who sees inside the project; others, those of their own organ."""
    found = reading.recordings_about(project.ref)
    if is_administrator(actor) or not actor.authority:
        return found.none()
    return found if trading.sees_inside(actor, project) else found.filter(department=actor.authority)


def seals_of(project: Project) -> dict[str, Seal]:
    """Give the seal of each recording of a project: that of the newest act which names it."""
    return proving.seals([project.ref], [RecordingBegun, RecordingSealed, RecordingEnded], by="recording")


def _sealed(rows: Iterable[Footage | Manifest], seals: dict[str, Seal]) -> list[tuple[Footage | Manifest, Seal | None]]:
    """Put the seal beside each row: a recording is known by its reference, a manifest by its digest."""
    return [(row, seals.get(str(row))) for row in rows]


def _player(request: ActorRequest, context: dict[str, object]) -> HttpResponseBase:
    """Let the player hand the picture what it put together out of segments."""

    @csp_update({"media-src": ["'self'", "blob:"]})
    def answer(request: HttpRequest) -> HttpResponseBase:
        return render(request, "console/recording.html", context)

    return answer(request)


def _hand_in(form: RecordingForm, project: Project, by: Actor) -> Footage:
    given = form.cleaned_data
    video: UploadedFile[bytes] = given["video"]
    kept = keeping.keep(video, name=video.name or "", about=project.ref, by=by, on=localdate(), kind=project.regime)
    return ingest.begin(
        project.ref,
        title=given["title"],
        by=by,
        at=given["started_at"],
        on=localdate(),
        source=_("上传文件"),
        kind=project.regime,
        file=kept,
    )


def _events(actor: Actor, project: Project, footage: Footage, last: Segment | None) -> list[Event]:
    """What was done about the project while it was recorded, as far as the reader may see it."""
    length = timedelta(milliseconds=last.end if last else 0)
    departments = None if trading.sees_inside(actor, project) else authorities.departments_read_by(actor)
    found = journal.search(
        subject=project.ref,
        departments=departments,
        since=footage.started_at - BEFORE,
        until=footage.started_at + length + BEFORE,
        limit=200,
    )
    end = int(length.total_seconds())
    named = traces.named(list(reversed(found)))
    return [Event(one, min(max(0, int((one.at - footage.started_at).total_seconds())), end)) for one in named]


def _found(actor: Actor, project: Project, pk: int) -> Footage:
    footage = readable(actor, project).filter(pk=pk).first()
    if footage is None:
        raise Http404
    return footage


def _own(request: ActorRequest, pk: int, recording: int) -> Footage:
    """The live recording of the very person that asks."""
    project = seen(request.actor, pk)
    _check_may_keep(request.actor, project)
    footage = _found(request.actor, project, recording)
    if not footage.is_live or footage.person != request.actor.person:
        raise Http404
    return footage


def _watched(request: ActorRequest, pk: int, recording: int) -> Footage:
    footage = _found(request.actor, seen(request.actor, pk), recording)
    reading.look(footage, by=request.actor, reason=_("播放"), since=now() - ONE_LOOK)
    return footage


def _segment(footage: Footage, sequence: int) -> Segment:
    found = footage.segments.filter(sequence=sequence).select_related("content", "init").first()
    if found is None:
        raise Http404
    return found


def _sent(content: Content) -> HttpResponseBase:
    return StreamingHttpResponse(
        store().read(content.key, 0, content.size),
        content_type="video/mp4",
        headers={
            "Content-Length": str(content.size),
            "Cache-Control": FOREVER,
            "ETag": f'"{content.sha256}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _check_may_keep(actor: Actor, project: Project) -> None:
    if not may_keep(actor, project):
        raise Refusal("no-authority-to-act", _("您无权为该项目提交录像"), LAW)
