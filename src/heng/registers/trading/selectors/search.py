"""Which projects a reader may see, and how they are found 「查找项目」."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db.models import Case, Count, F, Q, QuerySet, SmallIntegerField, When
from django.db.models.expressions import OrderBy
from django.utils.timezone import make_aware

from heng.engines import codes
from heng.engines.procedure import Step
from heng.registers.authorities.actors import Actor, Role, covers, handling_officer, reach
from heng.registers.authorities.rules import Resolution, from_json
from heng.registers.trading.models import BEFORE_THE_GATE, Project, Stage
from heng.registers.trading.procedure import PROCEDURE

BEYOND = [stage for stage in Stage if stage not in BEFORE_THE_GATE]
AT_THE_GATE = [Stage.APPLIED, Stage.REFUSED]
REGIONAL = {Role.COORDINATOR, Role.WATCHER, Role.GOVERNMENT, Role.CENTRE, Role.MACHINE}
INSPECTING = {Role.COORDINATOR, Role.WATCHER}
EARLIEST = date(1900, 1, 1)  # no trade was opened before; the first day of the calendar is none in universal time
LAST = {"nulls_last": True}
RANK = Case(*(When(stage=stage, then=rank) for rank, stage in enumerate(Stage)), output_field=SmallIntegerField())
SORTS: dict[str, tuple[str | OrderBy, ...]] = {
    "": ("-registered_on", "-pk"),
    "ref": ("pk",),
    "-ref": ("-pk",),
    "registered": ("registered_on", "pk"),
    "-registered": ("-registered_on", "-pk"),
    "budget": (F("budget").asc(**LAST), "pk"),
    "-budget": (F("budget").desc(**LAST), "-pk"),
    "opens": (F("opens_at").asc(**LAST), "pk"),
    "-opens": (F("opens_at").desc(**LAST), "-pk"),
    "stage": (RANK.asc(), "pk"),
    "-stage": (RANK.desc(), "-pk"),
    "name": ("name", "pk"),
    "-name": ("-name", "-pk"),
}
"""How a list of projects may be sorted; what is not told of a project stands last either way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list of projects is narrowed to; empty: not at all. `sort` is a key of `SORTS`.

    `trade_class` and `region` are prefixes: `A`, `4105`; a whole region code reaches what lies within it. `after` is
    the number of the last project of the page before, of a list sorted by `ref`.
    """

    stages: tuple[str, ...] = ()
    trade_class: str = ""
    regime: str = ""
    region: str = ""
    authority: str = ""
    registered_from: date | None = None
    registered_to: date | None = None
    budget_from: Decimal | None = None
    budget_to: Decimal | None = None
    opens_from: date | None = None
    opens_to: date | None = None
    refusal_code: str = ""
    owner: str = ""
    source: str = ""
    after: int | None = None
    sort: str = ""


def visible_to(actor: Actor) -> QuerySet[Project]:
    """What an actor may read: what is in, as everybody; before the gate, parties theirs, organs their own matters."""
    return Project.objects.filter(_seen_by(actor))


def search(actor: Actor, text: str = "", filters: Filters = Filters()) -> QuerySet[Project]:
    """Find projects by reference, by the credit code of owner or agency, or by words in name, codes and owner.

    Narrowed by filters; with owner and department at hand.
    """
    found = visible_to(actor).filter(_narrowed(filters)).select_related("owner", "authority")
    if text.strip():
        found = found.filter(_called(text.strip()))
    return found.defer("resolution", "search").order_by(*SORTS.get(filters.sort, SORTS[""]))


def project(actor: Actor, pk: int) -> Project | None:
    """One project with its parties, department and investment, if the actor may read it."""
    rows = visible_to(actor).select_related("owner", "agency", "authority", "investment")
    return rows.filter(pk=pk).first()


def project_of_ref(actor: Actor, ref: str) -> Project | None:
    """The same by its reference, as `TP000123`; whatever is no such reference finds nothing."""
    digits = ref.removeprefix("TP")
    return project(actor, int(digits)) if ref.startswith("TP") and digits.isdecimal() and digits.isascii() else None


def names_of(actor: Actor, refs: Iterable[str]) -> dict[str, str]:
    """Name projects by their references, as far as the actor may read them; one query."""
    rows = visible_to(actor).filter(pk__in=_numbers(refs)).only("name")
    return {project.ref: project.name for project in rows}


def classes_of(actor: Actor, refs: Iterable[str]) -> dict[str, str]:
    """Tell the class of trade of projects by their references, as far as the actor may read them; one query."""
    rows = visible_to(actor).filter(pk__in=_numbers(refs)).only("trade_class")
    return {project.ref: project.trade_class for project in rows}


def gate_queue(actor: Actor) -> QuerySet[Project]:
    """What stands before the gate and is not withdrawn, the oldest first."""
    rows = visible_to(actor).filter(stage__in=AT_THE_GATE).select_related("owner", "authority")
    return rows.order_by("registered_on", "pk")


def counts_by_stage(actor: Actor) -> dict[str, int]:
    """How many projects the actor sees at each stage; one query."""
    rows = visible_to(actor).order_by().values_list("stage").annotate(number=Count("pk"))
    found = dict(rows)
    return {stage.value: found.get(stage.value, 0) for stage in Stage}


def trades_of(actor: Actor, party: str) -> QuerySet[Project]:
    """Projects that a party (by code) owns, conducts, or was awarded a lot of."""
    own = Q(owner__code=party) | Q(agency__code=party)
    won = Q(lots__awards__party__code=party, lots__awards__status="active")
    rows = visible_to(actor).filter(own | won).select_related("owner", "authority")
    return rows.distinct().order_by("-registered_on", "-pk")


def open_steps(actor: Actor, project: Project) -> list[Step]:
    """What the actor may do with a project now; a no is what the gate answers, not what somebody chooses."""
    return [step for step in PROCEDURE.open_steps(project, by=actor) if step.target != Stage.REFUSED]


def resolution_of(project: Project) -> Resolution | None:
    """Why this department supervises the project, or why none does: the whole trail; None before the gate was asked."""
    return from_json(project.resolution)


def sees_inside(actor: Actor, project: Project) -> bool:
    """Say whether the actor supervises this project, or watches over those who do: marks, accounts, people."""
    inspects = actor.role in INSPECTING and covers(actor, project.region)
    reads = actor.role == Role.OFFICER and bool(project.authority_id) and actor.authority == project.authority_id
    return inspects or reads or handling_officer(actor, project) or actor.role == Role.CLOCK


def _numbers(refs: Iterable[str]) -> set[int]:
    """Take the keys out of references; whatever is no reference of a project has none."""
    return {int(digits) for ref in refs if (digits := ref.removeprefix("TP")).isdecimal() and digits.isascii()}


def _seen_by(actor: Actor) -> Q:
    if actor.role == Role.CLOCK:
        return Q()
    seen = Q(stage__in=BEYOND)
    if actor.role == Role.PARTY and actor.party:
        return seen | Q(owner__code=actor.party) | Q(agency__code=actor.party)
    if actor.role == Role.OFFICER:
        unassigned = Q(authority__isnull=True, region__startswith=reach(actor.region)) if actor.region else Q(pk__in=[])
        return seen | Q(authority=actor.authority) | unassigned
    if actor.role in REGIONAL and actor.region:
        return seen | Q(region__startswith=reach(actor.region))
    return seen


def _called(text: str) -> Q:
    """Choose the projects that somebody means by what was typed."""
    code = text.upper()
    digits = code.removeprefix("TP")
    if code != digits and digits.isascii() and digits.isdecimal():
        return Q(pk=int(digits))
    if codes.is_uscc(code):
        return Q(owner__code=code) | Q(agency__code=code) | Q(search__words=text)
    return Q(search__words=text)


def _narrowed(filters: Filters) -> Q:
    given = {
        "stage__in": filters.stages,
        "trade_class__startswith": filters.trade_class,
        "regime": filters.regime,
        "region__startswith": reach(filters.region),
        "authority": filters.authority,
        "registered_on__gte": filters.registered_from,
        "registered_on__lte": filters.registered_to,
        "budget__gte": filters.budget_from,
        "budget__lte": filters.budget_to,
        "opens_at__gte": filters.opens_from and _moment(filters.opens_from, time.min),
        "opens_at__lte": filters.opens_to and _moment(filters.opens_to, time.max),
        "refusal_code": filters.refusal_code,
        "owner__code": filters.owner,
        "source": filters.source,
        "pk__gt": filters.after,
    }
    return Q(**{name: value for name, value in given.items() if value not in (None, "", ())})


def _moment(day: date, clock: time) -> datetime:
    """Give a moment of a day here: to ask a column for its day would look at every row of the table."""
    return make_aware(datetime.combine(max(day, EARLIEST), clock))
