"""Holds 「封存」 at the desk: on a project, one of its files, a party; each with reason, article and placer."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from heng.engines.procedure import Refusal
from heng.faces.console.acting import Act, Place, ReasonForm, ask
from heng.faces.console.kept import may_hold, may_hold_parties
from heng.faces.console.parties import party_of
from heng.faces.console.project import seen
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.ledger.evidence import holding, reading
from heng.ledger.evidence.models import Hold
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, is_coordinator, is_staff, sees_files
from heng.registers.parties import selectors as registry
from heng.registers.trading import selectors as trading

PAGE = 20
LAW = "安公管办〔2022〕6号 七"
LABELS = {"hold": gettext_lazy("封存"), "lift": gettext_lazy("解除封存")}


class HoldForm(ReasonForm):
    """Why, and by which article or letter."""

    law = forms.CharField(
        label=gettext_lazy("依据"), max_length=200, help_text=gettext_lazy("所依据的条文，或者来函的机关和文号")
    )


@dataclass(frozen=True, slots=True)
class Held:
    """A hold as the list shows it: with names behind references, and the page of its subject, if there is one."""

    hold: Hold
    name: str
    url: str
    person: str
    department: str


@require_GET
@admitted(sees_files)
def holds(request: ActorRequest) -> HttpResponse:
    """List the holds of the reader's organ; to who inspects, those of the city or county."""
    found = holding.placed_by(authorities.departments_read_by(request.actor))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "console/holds.html", {"page": page, "rows": _rows(list(page.object_list), request.actor)})


@admitted(is_staff)
def of_project(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """Hold all files and recordings of a project, or lift the hold."""
    project = seen(request.actor, pk)
    place = Place(reverse("console:project", args=[pk], query={"tab": "papers"}), project.name, project.ref)
    return _act(request, place, verb, may=may_hold(request.actor, project))


@admitted(is_staff)
def of_file(request: ActorRequest, pk: int, file: int, verb: str) -> HttpResponse:
    """Hold one file, or lift the hold."""
    project = seen(request.actor, pk)
    found = trading.files_of(project, request.actor, at=now()).filter(pk=file).first()
    if found is None:
        raise Http404
    place = Place(reverse("console:paper", args=[pk, file]), found.name, found.ref)
    return _act(request, place, verb, may=may_hold(request.actor, project))


@admitted(sees_files)
def of_party(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """Hold whatever is kept of trades in which a party takes part, or lift the hold."""
    party = party_of(request, pk)
    place = Place(reverse("console:party", args=[pk]), registry.shown_name(party, request.actor), party.ref)
    return _act(request, place, verb, may=may_hold_parties(request.actor))


def _act(request: ActorRequest, place: Place, verb: str, *, may: bool) -> HttpResponse:
    if verb not in LABELS:
        raise Http404
    label: str | Promise = LABELS[verb]
    standing = holding.standing(place.ref).first()
    if not may or (verb == "lift" and standing is not None and not _may_lift(request.actor, standing)):
        raise Refusal("no-authority-to-act", _("您无权%(act)s") % {"act": label}, LAW)
    kind = HoldForm if verb == "hold" else ReasonForm
    form = kind(request.POST if request.method == "POST" else None)
    do = _placing(place, form, request.actor) if verb == "hold" else _lifting(standing, form, request.actor)
    return ask(request, place, form, Act(label, LAW), do)


def _may_lift(actor: Actor, hold: Hold) -> bool:
    """What one organ held, no other lets go, but the coordinating office of its city or county."""
    if hold.department in ("", actor.authority):
        return True
    return is_coordinator(actor) and hold.department in (authorities.departments_read_by(actor) or [])


def _placing(place: Place, form: forms.Form, by: Actor) -> Callable[[], str]:
    def do() -> str:
        holding.place(place.ref, by=by, on=localdate(), **form.cleaned_data)
        return _("已封存，解除前不会销毁。")

    return do


def _lifting(standing: Hold | None, form: forms.Form, by: Actor) -> Callable[[], str]:
    def do() -> str:
        if standing is None:
            raise Refusal("not-held", _("没有封存，不需要解除"))
        holding.lift(standing, by=by, on=localdate(), **form.cleaned_data)
        return _("已解除封存。")

    return do


def _rows(found: list[Hold], reader: Actor) -> list[Held]:
    names = authorities.names_behind({hold.person for hold in found}, {hold.department for hold in found})
    return [
        Held(hold, *_subject(hold.subject, reader), names.person(hold.person), names.organ(hold.department))
        for hold in found
    ]


def _subject(ref: str, reader: Actor) -> tuple[str, str]:
    """Name what is held, and its page; of what this reader does not see, the reference alone."""
    if ref.startswith("ZT"):
        party = registry.party_seen(reader, int(ref.removeprefix("ZT")))
        return (registry.shown_name(party, reader), reverse("console:party", args=[party.pk])) if party else (ref, "")
    if ref.startswith("WJ"):
        return _file(ref, reader)
    project = trading.project_of_ref(reader, ref)
    if project is None:
        return ref, ""
    return project.name, reverse("console:project", args=[project.pk], query={"tab": "papers"})


def _file(ref: str, reader: Actor) -> tuple[str, str]:
    file = reading.file(ref)
    project = trading.project_of_ref(reader, file.about) if file else None
    if file is None or project is None or not trading.files_of(project, reader, at=now()).filter(pk=file.pk).exists():
        return ref, ""
    return file.name, reverse("console:paper", args=[project.pk, file.pk])
