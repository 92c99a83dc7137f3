"""The supervision file at the door 「监管档案办理」: who keeps it, when it is put away, when it is taken out again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from heng.duties.supervision import selectors as supervision
from heng.duties.supervision import services as files
from heng.duties.supervision.models import File
from heng.duties.supervision.procedure import PROCEDURE
from heng.faces.console.acting import Act, ReasonForm, answer
from heng.faces.console.project import seen
from heng.faces.console.projects import PAGE
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, is_staff, sees_files
from heng.registers.authorities.models import Account

Do = Callable[[File, forms.Form, Actor], object]


class OfficerForm(forms.Form):
    """Who shall keep the file."""

    officer = forms.ChoiceField(label=gettext_lazy("责任人"))

    def offer(self, officers: Iterable[Account]) -> None:
        """Offer these officers."""
        self.known = {str(one.pk): one for one in officers}
        field = self.fields["officer"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(key, one.name) for key, one in self.known.items()]

    def clean_officer(self) -> Account:
        """Give the officer."""
        return self.known[self.cleaned_data["officer"]]


class NewOfficerForm(OfficerForm, ReasonForm):
    """Who shall keep it from now on, and why."""


class CloseForm(forms.Form):
    """Nothing more is asked."""


def _assign(file: File, form: forms.Form, by: Actor) -> object:
    return files.assign(file, form.cleaned_data["officer"], by=by, on=localdate())


def _reassign(file: File, form: forms.Form, by: Actor) -> object:
    given = form.cleaned_data
    return files.reassign(file, given["officer"], by=by, on=localdate(), reason=given["reason"])


def _close(file: File, form: forms.Form, by: Actor) -> object:  # noqa: ARG001  -- every act is asked alike
    return files.close(file, by=by, on=localdate())


def _reopen(file: File, form: forms.Form, by: Actor) -> object:
    return files.reopen(file, by=by, on=localdate(), reason=form.cleaned_data["reason"])


ACTS: dict[str, tuple[type[forms.Form], Do]] = {
    "assign": (OfficerForm, _assign),
    "reassign": (NewOfficerForm, _reassign),
    "close": (CloseForm, _close),
    "reopen": (ReasonForm, _reopen),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """Some of the files: a word of the address, what it is called, how many there are."""

    key: str
    label: str | Promise
    count: int


@admitted(sees_files)
def files_kept(request: ActorRequest) -> HttpResponse:
    """List the supervision files that the reader may see: all, the own, or those of a state."""
    actor, asked = request.actor, request.GET.get("tab", "")
    found = {"": supervision.files(actor), "mine": supervision.files_of_mine(actor)}
    found |= {status.value: supervision.files(actor, status=status) for status in File.Status}
    names = {"": gettext_lazy("全部"), "mine": gettext_lazy("我负责的"), **dict(File.Status.choices)}
    shown = asked if asked in found else ""
    page = Paginator(found[shown], PAGE).get_page(request.GET.get("page"))
    tabs = [Tab(key, names[key], rows.count()) for key, rows in found.items()]
    return render(request, "console/files.html", {"page": page, "tabs": tabs, "shown": shown})


@admitted(is_staff)
def step(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """Take one step of the supervision file of a project."""
    project = seen(request.actor, pk)
    file = supervision.file_of(project, request.actor)
    if file is None or verb not in ACTS:
        raise Http404
    found = PROCEDURE.take(verb, file, by=request.actor)
    kind, do = ACTS[verb]
    form = kind(request.POST if request.method == "POST" else None)
    if isinstance(form, OfficerForm):
        form.offer(authorities.officers(file.authority_id, on=localdate()))
    return answer(request, project, form, Act(found.label, found.law), lambda: do(file, form, request.actor))
