"""Parties 「交易主体」: find them, and see one with its names, people, trades, credit, and whether it may trade."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from heng.engines import codes
from heng.faces.console import traces
from heng.faces.console.kept import may_hold_parties
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.ledger import reading
from heng.ledger.evidence import holding
from heng.registers.authorities.actors import Actor, is_staff, sees_files
from heng.registers.credit import selectors as credit
from heng.registers.credit import services as credit_file
from heng.registers.credit.models import Ban, Regime
from heng.registers.credit.selectors import Eligibility
from heng.registers.parties import selectors as registry
from heng.registers.parties import services as parties_file
from heng.registers.parties.models import Party, Person
from heng.registers.parties.selectors import MaskedPerson
from heng.registers.parties.services import PersonFacts
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import Project

PAGE = 20
TRADES = 10
TRACES = 20
RECORDS = 50
REGIMES = dict(Regime.choices)
ANY = [("", gettext_lazy("全部"))]
DAY = {"type": "date"}


class PartyFilter(forms.Form):
    """Which parties are looked for."""

    q = forms.CharField(label=gettext_lazy("名称、曾用名或代码"), max_length=100, required=False)
    role = forms.ChoiceField(label=gettext_lazy("角色"), choices=[*ANY, *codes.roles().items()], required=False)
    region = forms.ChoiceField(label=gettext_lazy("行政区划"), choices=lambda: [*ANY, *named_regions()], required=False)


class StandingFilter(forms.Form):
    """On which day, and by what was known on which day."""

    on = forms.DateField(label=gettext_lazy("资格日期"), widget=forms.DateInput(DAY), required=False)
    known = forms.DateField(label=gettext_lazy("按此日所掌握的信息"), widget=forms.DateInput(DAY), required=False)

    def asked(self, today: date) -> tuple[date, datetime | None]:
        """Return the day, and the moment whose knowledge is asked: the end of a day, or None for now."""
        given = self.cleaned_data if self.is_valid() else {}
        known = given.get("known")
        return given.get("on") or today, make_aware(datetime.combine(known, time.max)) if known else None


@dataclass(frozen=True, slots=True)
class Row:
    """A party in a list."""

    party: Party
    name: str
    code: str
    roles: tuple[str, ...]
    region: str
    bans: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person, masked; in clear just after the act of reading it so."""

    shown: MaskedPerson
    clear: PersonFacts | None


@dataclass(frozen=True, slots=True)
class BanRow:
    """A ban with how it stands today."""

    ban: Ban
    word: str
    tone: str
    region: str
    runs: bool
    may_lift: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a party may trade under one body of law."""

    regime: str
    answer: Eligibility


@dataclass(frozen=True, slots=True)
class Trade:
    """A project with what the party is in it."""

    project: Project
    parts: tuple[str, ...]


@admitted(is_staff)
def parties(request: ActorRequest) -> HttpResponse:
    """List parties, each with how many bans run against it."""
    form = PartyFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = registry.parties(
        request.actor, text=asked.get("q", ""), role=asked.get("role") or None, region=asked.get("region", "")
    )
    page = Paginator(found.prefetch_related("parts"), PAGE).get_page(request.GET.get("page"))
    return render(request, "console/parties.html", {"form": form, "page": page, "rows": _rows(page, request.actor)})


@admitted(is_staff)
def party(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one party, people masked."""
    return _shown(request, party_of(request, pk))


@require_POST
@never_cache
@admitted(is_staff)
def person_reveal(request: ActorRequest, pk: int, person: int) -> HttpResponse:
    """Show one person in clear, once; the act and its reason stand in the journal."""
    found, someone = party_of(request, pk), _person(request, pk, person)
    facts = parties_file.reveal(someone, by=request.actor, reason=request.POST.get("reason", ""))
    messages.info(request, _("以下显示一名人员的明文，查阅人、时间和理由已经留痕。"))
    return _shown(request, found, clear={someone.pk: facts})


@require_POST
@admitted(is_staff)
def person_erase(request: ActorRequest, pk: int, person: int) -> HttpResponse:
    """Erase one person's data."""
    someone = _person(request, pk, person)
    parties_file.erase(someone, by=request.actor, on=localdate(), reason=request.POST.get("reason", ""))
    messages.success(request, _("已清除该人员的个人信息，留痕仍可核验。"))
    return redirect("console:party", pk=pk)


def named_regions() -> list[tuple[str, str]]:
    """Offer the regions by name."""
    return [(code, codes.region_path(code)) for code in codes.regions()]


def party_of(request: ActorRequest, pk: int) -> Party:
    """Find a party that this reader may see, or say that there is none."""
    found = registry.party_seen(request.actor, pk)
    if found is None:
        raise Http404
    return found


def ban_row(ban: Ban, today: date, reader: Actor) -> BanRow:
    """Say how a ban stands on a day, and whether this reader may lift it."""
    may_lift = credit_file.may_end(ban, by=reader)
    region = codes.region_name(ban.region) if ban.region else _("全国")
    if ban.starts_on > today:
        return BanRow(ban, _("尚未开始"), "info", region, runs=False, may_lift=may_lift)
    if ban.ends_on is not None and ban.ends_on < today:
        return BanRow(ban, _("已届满"), "idle", region, runs=False, may_lift=False)
    return BanRow(ban, _("禁入中"), "bad", region, runs=True, may_lift=may_lift)


def _shown(request: ActorRequest, found: Party, clear: dict[int, PersonFacts] | None = None) -> HttpResponse:
    actor, today = request.actor, localdate()
    bans = [ban_row(ban, today, actor) for ban in credit.bans_ever(found)]
    people = _people(found, actor, clear or {})
    form = StandingFilter(request.GET)
    on, known_at = form.asked(today)
    page = Paginator(trading.taken_part(actor, found), TRADES).get_page(request.GET.get("page"))
    context = {
        "party": found,
        "name": registry.shown_name(found, actor),
        "code": registry.shown_code(found),
        "region": codes.region_path(found.region) if found.region else "",
        "roles": [codes.role_name(part.role) for part in found.parts.all()],
        "people": people,
        "chosen": _chosen(request, people),
        "may_reveal": parties_file.may_reveal(actor),
        "may_erase": parties_file.may_erase(actor),
        "may_write": credit_file.may_write(actor),
        "may_hold": may_hold_parties(actor),
        "hold": holding.standing(found.ref).first() if sees_files(actor) else None,
        "standing": _standing(found, actor, on, known_at),
        "standing_form": form,
        "standing_on": on,
        "bans": bans,
        "barring": [row.ban for row in bans if row.runs],
        "records": [(row, credit_file.may_end(row, by=actor)) for row in credit.records(found)[:RECORDS]],
        "page": page,
        "trades": _trades(found, page),
        "traces": traces.named(reading.search(subject=found.ref, limit=TRACES)),
    }
    return render(request, "console/party.html", context)


def _rows(page: Page[Party], reader: Actor) -> list[Row]:
    barred = credit.bans_of([party.code for party in page.object_list], on=localdate())
    return [
        Row(
            party,
            registry.shown_name(party, reader),
            registry.shown_code(party),
            tuple(codes.role_name(part.role) for part in party.parts.all()),
            codes.region_name(party.region) if party.region else "",
            len(barred.get(party.code, ())),
        )
        for party in page.object_list
    ]


def _people(found: Party, reader: Actor, clear: dict[int, PersonFacts]) -> list[PersonRow]:
    return [PersonRow(shown, clear.get(shown.pk)) for shown in registry.people(found, reader)]


def _chosen(request: ActorRequest, people: list[PersonRow]) -> MaskedPerson | None:
    """Find the person whom the reader is about to read in clear or to erase."""
    asked = request.GET.get("person", "")
    return next((row.shown for row in people if str(row.shown.pk) == asked and not row.shown.erased_on), None)


def _standing(found: Party, reader: Actor, on: date, known_at: datetime | None) -> list[Standing]:
    """Ask for the reader's own region; who has none asks for every one."""
    answers = credit.standing(found, on=on, known_at=known_at, region=reader.region or None)
    return [Standing(str(REGIMES[answer.regime or ""]), answer) for answer in answers]


def _trades(found: Party, page: Page[Project]) -> list[Trade]:
    parts = trading.parts_taken(found, page.object_list)
    return [Trade(project, parts[project.pk]) for project in page.object_list]


def _person(request: ActorRequest, pk: int, person: int) -> Person:
    found = registry.person(request.actor, person)
    if found is None or found.party_id != pk:
        raise Http404
    return found
