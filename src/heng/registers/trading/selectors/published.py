"""What the public asks of all trades at once 「公开查询」: figures, the newest notices, who would supervise a trade."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Cast, Left

from heng.engines import codes
from heng.registers.authorities import rules as supervision
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor
from heng.registers.authorities.rules import Facts, Resolution
from heng.registers.authorities.selectors import Entrustment
from heng.registers.trading.models import Notice, Stage
from heng.registers.trading.selectors.search import visible_to

MONEY = "CNY"
YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many projects share something, and what they were budgeted at in 元; budgets in other money are left out.

    `key` is the code of a department, the letter of a trade class, a stage or a year.
    """

    key: str
    label: str
    number: int
    budget: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The projects that a reader may see, counted four ways."""

    total: int
    budget: Decimal
    by_department: tuple[Tally, ...]
    by_class: tuple[Tally, ...]
    by_stage: tuple[Tally, ...]
    by_year: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Projects alike in all four respects."""

    department: str
    department_name: str
    letter: str
    stage: str
    year: str
    number: int
    budget: Decimal


def figures(actor: Actor) -> Figures:
    """Count the projects that a reader may see by department, class, stage and year of registration; one query."""
    groups = _groups(actor)
    names = {group.department: group.department_name for group in groups}
    stages = {stage.value: str(stage.label) for stage in Stage}
    years = sorted({group.year for group in groups}, reverse=True)
    by_department = _tallies(groups, lambda group: group.department, names)
    return Figures(
        total=sum(group.number for group in groups),
        budget=sum((group.budget for group in groups), Decimal(0)),
        by_department=tuple(sorted(by_department, key=lambda tally: (-tally.number, tally.key))),
        by_class=_tallies(groups, lambda group: group.letter, _letters(groups)),
        by_stage=_tallies(groups, lambda group: group.stage, stages),
        by_year=_tallies(groups, lambda group: group.year, {year: f"{year}年" for year in years}),
    )


def latest_notices(actor: Actor, limit: int) -> QuerySet[Notice]:
    """The newest notices of the projects that a reader may see, with their projects at hand; of however many."""
    its_project = Exists(visible_to(actor).order_by().filter(pk=OuterRef("project")))
    seen = Notice.objects.filter(its_project, published_at__isnull=False, withdrawn_on__isnull=True)
    return seen.select_related("project").defer("content").order_by("-published_at", "-pk")[:limit]


def supervisor_for(trade_class: str, region: str, *, on: date) -> Resolution:
    """Say which department supervises a trade of this class that must enter in this region, and by which rule."""
    known = codes.trade_class(trade_class)
    facts = Facts(
        trade_class=trade_class,
        regime=known.regime if known else "OTHER",
        region=region,
        registered_on=on,
        is_mandatory=True,
    )
    return supervision.resolve(facts, entrustment=Entrustment(), organs=authorities.organs(on=on), on=on)


def _groups(actor: Actor) -> list[Group]:
    year = Left(Cast("registered_on", CharField()), YEAR_DIGITS)  # ExtractYear calls back into Python on SQLite
    rows = (
        visible_to(actor)
        .order_by()
        .annotate(letter=Left("trade_class", 1), year=year)
        .values_list("authority_id", "authority__name", "letter", "stage", "year")
        .annotate(number=Count("pk"), money=Sum("budget", filter=Q(currency=MONEY)))
    )
    return [
        Group(code or "", name or "尚未落实", letter, stage, year, number, money or Decimal(0))
        for code, name, letter, stage, year, number, money in rows
    ]


def _letters(groups: Iterable[Group]) -> dict[str, str]:
    found = {letter: codes.trade_class(letter) for letter in sorted({group.letter for group in groups})}
    return {letter: row.name if row else letter for letter, row in found.items()}


def _tallies(groups: list[Group], key: Callable[[Group], str], labels: dict[str, str]) -> tuple[Tally, ...]:
    """Add up groups by a key, in the order of the labels; what does not occur is left out."""
    numbers: dict[str, int] = {}
    budgets: dict[str, Decimal] = {}
    for group in groups:
        numbers[key(group)] = numbers.get(key(group), 0) + group.number
        budgets[key(group)] = budgets.get(key(group), Decimal(0)) + group.budget
    return tuple(
        Tally(key=name, label=label, number=numbers[name], budget=budgets[name])
        for name, label in labels.items()
        if name in numbers
    )
