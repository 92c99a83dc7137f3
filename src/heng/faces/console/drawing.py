"""Draws at the desk 「随机抽取」: what waits for whom, and each step by a button or a small form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from heng.faces.console.projects import PAGE
from heng.faces.frame import drawn
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.faces.frame.telling import status_of, told
from heng.ledger.draws import selectors, services
from heng.ledger.draws.models import Draw
from heng.ledger.draws.procedure import DRAW, may_freeze
from heng.registers.authorities.actors import Actor, is_staff

HEX = {"autocomplete": "off", "spellcheck": "false"}


class NothingForm(forms.Form):
    """A step that needs nothing but a click."""


class CommitForm(forms.Form):
    """What the browser made of the number that the officer keeps."""

    digest = forms.CharField(
        label=gettext_lazy("承诺摘要"),
        max_length=64,
        widget=forms.TextInput(attrs=HEX | {"data-digest": ""}),
        help_text=gettext_lazy("由上面的按钮填入；也可以自己按“怎样复核”页的命令算出"),
    )
    is_kept = forms.BooleanField(
        label=gettext_lazy("随机数文件已经保存好，只有本单位能取用。丢失了谁也不能补发，揭示时按缺席处理。")
    )


class RevealForm(forms.Form):
    """The number that was kept."""

    nonce = forms.CharField(
        label=gettext_lazy("随机数"), max_length=64, widget=forms.TextInput(attrs=HEX | {"data-nonce": ""})
    )


class ConcludeForm(forms.Form):
    """The public value, where it enters."""

    public_value = forms.CharField(label=gettext_lazy("公开值"), max_length=1000, required=False)


Do = Callable[[Draw, dict[str, Any], Actor], Draw]
STEPS: dict[str, tuple[type[forms.Form], Do]] = {
    "commit": (CommitForm, lambda draw, given, by: services.commit(draw, given["digest"], by=by, at=now())),
    "lapse": (NothingForm, lambda draw, given, by: services.lapse(draw, by=by, at=now())),  # noqa: ARG005
    "reveal": (RevealForm, lambda draw, given, by: services.reveal(draw, given["nonce"], by=by, at=now())),
    "fallback": (NothingForm, lambda draw, given, by: services.fallback(draw, by=by, at=now())),  # noqa: ARG005
    "conclude": (
        ConcludeForm,
        lambda draw, given, by: services.conclude(draw, given["public_value"], by=by, at=now()),
    ),
}

CLICK = "console/draw_click.html"
PAGES = {verb: f"console/draw_{verb}.html" for verb in ("commit", "reveal", "conclude")}


def waiting(actor: Actor) -> int:
    """Count the draws in which it is the turn of the actor's organ."""
    return len(selectors.waiting_for(actor.authority)) if actor.authority else 0


@require_safe
@admitted(is_staff)
def draws(request: ActorRequest) -> HttpResponse:
    """List all draws, those first that wait for the reader's organ."""
    page = Paginator(selectors.draws(), PAGE).get_page(request.GET.get("page"))
    context = {
        "mine": drawn.lines(selectors.waiting_for(request.actor.authority)),
        "page": page,
        "rows": drawn.lines(list(page.object_list)),
        "may_freeze": may_freeze(request.actor),
    }
    return render(request, "console/draws.html", context)


@require_safe
@admitted(is_staff)
def draw(request: ActorRequest, pk: int) -> HttpResponse:
    """Show a draw, with the steps that the reader may take now."""
    return _page(request, _found(pk), {})


@require_POST
@admitted(is_staff)
def draw_step(request: ActorRequest, pk: int, verb: str) -> HttpResponse:
    """Take a step; what is refused is said where it was asked."""
    found = _found(pk)
    if verb not in STEPS:
        raise Http404
    kind, do = STEPS[verb]
    DRAW.take(verb, found, by=request.actor)
    form = kind(request.POST)
    if form.is_valid() and told(form, lambda: bool(do(found, form.cleaned_data, request.actor))):
        label = next(step.label for step in DRAW if step.verb == verb)
        messages.success(request, _("已办理：%(act)s。") % {"act": label})
        return redirect("console:draw", pk=pk)
    return _page(request, found, {verb: form})


def _page(request: ActorRequest, found: Draw, asked: dict[str, forms.Form]) -> HttpResponse:
    actor = request.actor
    turn = selectors.whose_turn(found)
    steps = [step for step in DRAW.open_steps(found, by=actor) if _is_due(step.verb, found, actor, turn)]
    context = drawn.told(found, actor) | {
        "steps": [(step, asked.get(step.verb) or STEPS[step.verb][0](), PAGES.get(step.verb, CLICK)) for step in steps],
        "asks_public_value": selectors.needs_public_value(found),
        "is_closed": selectors.closing_of(found) is not None,
        "reader": actor.authority,
    }
    shown = next(iter(asked.values()), None)
    return render(request, "console/draw.html", context, status=status_of(shown) if shown else 200)


def _is_due(verb: str, draw: Draw, actor: Actor, turn: tuple[str, ...]) -> bool:
    """Whether a step makes sense now: parties that have done theirs are not asked again, and no deadline is jumped."""
    due = {"lapse": draw.commits_due, "fallback": draw.reveals_due}.get(verb)
    return now() > due if due else verb == "conclude" or actor.authority in turn


def _found(pk: int) -> Draw:
    found = selectors.draw_of(pk) if pk < 1 << 31 else None
    if found is None:
        raise Http404
    return found
