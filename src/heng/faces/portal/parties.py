"""Parties and bans in public 「主体公示」: who trades, under which names, with what record; who may not, and why."""

from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from heng.engines import codes
from heng.faces.frame.asking import ActorRequest
from heng.registers.authorities.actors import PUBLIC
from heng.registers.credit import selectors as credit
from heng.registers.credit.models import Ban, Regime
from heng.registers.parties import selectors as parties
from heng.registers.parties.models import Party
from heng.registers.trading import selectors as trading

PAGE = 20
ANY = [("", _("全部"))]
EVERY_TRADE, EVERYWHERE = _("各类交易"), _("不限区域")


class PartyFilter(forms.Form):
    """Which party is looked for."""

    q = forms.CharField(label=_("名称、曾用名或代码"), max_length=100, required=False)
    role = forms.ChoiceField(label=_("角色"), choices=[*ANY, *codes.roles().items()], required=False)


class BanFilter(forms.Form):
    """Which bans are looked for."""

    q = forms.CharField(label=_("主体名称或代码"), max_length=100, required=False)
    regime = forms.ChoiceField(label=_("适用范围"), choices=[*ANY, *Regime.choices], required=False)


@dataclass(frozen=True, slots=True)
class ShownBan:
    """A ban in words: in which trades and where it holds."""

    ban: Ban
    regime: object
    region: object


def index(request: ActorRequest) -> HttpResponse:
    """List the organisations that trade; natural persons are not in it."""
    form = PartyFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = parties.parties(PUBLIC, text=asked.get("q", ""), role=asked.get("role") or None)
    page = Paginator(found.prefetch_related("parts"), PAGE).get_page(request.GET.get("page"))
    rows = [(party, _roles(party), codes.region_name(party.region)) for party in page.object_list]
    return render(request, "portal/parties.html", {"form": form, "page": page, "rows": rows})


def party(request: ActorRequest, code: str) -> HttpResponse:
    """Show one organisation: roles, names, bans, what its file says in public, and its projects."""
    today = localdate()
    found = get_object_or_404(parties.parties(PUBLIC), code=code)
    page = Paginator(trading.taken_part(PUBLIC, found), PAGE).get_page(request.GET.get("page"))
    parts = trading.parts_taken(found, page.object_list)
    context = {
        "party": found,
        "is_coded": found.scheme != Party.Scheme.NAME,
        "roles": _roles(found),
        "region": codes.region_name(found.region),
        "former_names": found.former_names.order_by("-until", "-pk"),
        "bans": [_shown(ban) for ban in credit.bans(found, on=today)],
        "records": credit.published_records(found, on=today),
        "page": page,
        "trades": [(project, parts[project.pk]) for project in page.object_list],
    }
    return render(request, "portal/party.html", context)


def bans(request: ActorRequest) -> HttpResponse:
    """List the bans that run today against organisations."""
    form = BanFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    running = credit.bans_in_force(PUBLIC, on=localdate(), text=asked.get("q", ""), regime=asked.get("regime", ""))
    page = Paginator(running, PAGE).get_page(request.GET.get("page"))
    rows = [_shown(ban) for ban in page.object_list]
    return render(request, "portal/bans.html", {"form": form, "page": page, "rows": rows})


def _roles(found: Party) -> list[str]:
    return [codes.role_name(part.role) for part in found.parts.all()]


def _shown(ban: Ban) -> ShownBan:
    regime = ban.get_regime_display() if ban.regime else EVERY_TRADE
    return ShownBan(ban, regime, codes.region_name(ban.region) if ban.region else EVERYWHERE)
