"""How an act is asked for and answered 「办理」: one page for every form, one way to say done or no."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.telling import status_of, told
from heng.registers.trading.models import Project

LONG = forms.Textarea(attrs={"rows": 4})


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("理由"), max_length=2000, widget=LONG)


@dataclass(frozen=True, slots=True)
class Act:
    """An act as its page names it: `label` on head and button, the article, a line of help."""

    label: str | Promise
    law: str
    help: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Place:
    """The page that an act is asked from and returns to."""

    url: str
    name: str
    ref: str = ""


def answer(
    request: ActorRequest, project: Project, form: forms.Form, act: Act, do: Callable[[], object]
) -> HttpResponse:
    """Ask for what an act on a project needs, and do it when the form is sent in shape."""
    place = Place(reverse("console:project", args=[project.pk]), project.name, project.ref)
    return ask(request, place, form, act, lambda: (do(), _("已办理：%(act)s。") % {"act": act.label})[1])


def ask(request: ActorRequest, place: Place, form: forms.Form, act: Act, do: Callable[[], str]) -> HttpResponse:
    """Ask for what an act needs; `do` does it and returns what to say of it. A refusal stands in the form."""
    if request.method == "POST" and form.is_valid():
        done = told(form, do)
        if done is not None:
            messages.success(request, done)
            return redirect(place.url)
    context = {"place": place, "form": form, "act": act}
    return render(request, "console/act.html", context, status=status_of(form))
