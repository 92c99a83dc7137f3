"""Invented projects 「虚构项目」: every trade class, over three years, some of which the gate must refuse."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from random import Random

from heng.engines import codes
from heng.faces.demo.companies import Companies
from heng.registers.parties.services import PartyFacts
from heng.registers.trading.services.dossier import ProjectFacts

PROJECTS = 120
YEARS_IN_DAYS = 3 * 365
RECENT_DAYS = 60
REGIONS = ("410500", "410500", "410502", "410522", "410526", "410581")
UNLISTED = "Z99"
TENDERED_CLASS = "A"
HOUSING_CLASSES = ("A01", "A02", "A10", "A98")  # what the department asked to supervise knows


class Plot(StrEnum):
    """What becomes of a project at the gate."""

    PLAIN = "plain"
    WAITING = "waiting"  # registered, and has not asked yet
    WITHDRAWN = "withdrawn"
    NO_APPROVAL = "no-approval"
    BARRED = "barred"
    NOT_APPLIED = "not-applied"  # voluntary, and nobody was asked to supervise it
    ACCEPTED = "accepted"
    DECLINED = "declined"
    OPEN_APPLICATION = "open-application"
    OPEN_DESIGNATION = "open-designation"
    DESIGNATED = "designated"


VOLUNTARY = {Plot.NOT_APPLIED, Plot.ACCEPTED, Plot.DECLINED, Plot.OPEN_APPLICATION}


@dataclass(frozen=True, slots=True)
class Scene:
    """One project with its key, and what becomes of it; `due_in` days from today an open matter is due."""

    key: str
    facts: ProjectFacts
    plot: Plot
    due_in: int = 0


DUE = (0, -3, 4)  # today, overdue, new
SCRIPT: dict[int, tuple[Plot, int]] = {
    **{7 + 12 * number: (Plot.OPEN_APPLICATION, DUE[number % 3]) for number in range(6)},
    **dict.fromkeys((79, 91), (Plot.NOT_APPLIED, 0)),
    **dict.fromkeys((5, 17, 29), (Plot.ACCEPTED, 0)),
    **dict.fromkeys((41, 53), (Plot.DECLINED, 0)),
    **dict.fromkeys((10, 34, 58, 82), (Plot.BARRED, 0)),
    **dict.fromkeys((1, 25, 49, 73), (Plot.NO_APPROVAL, 0)),
    114: (Plot.WAITING, 0),
    115: (Plot.WITHDRAWN, 0),
}
"""Which numbers of the play do not simply walk in."""


AGO = {104: 1, 105: 2, 106: 5, 107: 27, 108: 28, 110: 30, 111: 31, 112: 40, 113: 12, 114: 1}
"""How many days ago some were registered, so that there is one at every stage today."""


def invent(random: Random, companies: Companies, *, today: date) -> list[Scene]:
    """Invent the projects of three years up to today, in the order in which they were registered."""
    classes = [code for code, row in codes.trade_classes().items() if row.parent]
    scenes = list(_scenes(random, classes, companies, today))
    return sorted(scenes, key=lambda scene: (scene.facts.registered_on, scene.key))


def _scenes(random: Random, classes: list[str], companies: Companies, today: date) -> Iterator[Scene]:
    unlisted = 0
    for number in range(PROJECTS):
        trade_class = classes[number % len(classes)]
        plot, due_in = SCRIPT.get(number, (Plot.PLAIN, 0))
        if trade_class == UNLISTED:
            unlisted += 1
            plot, due_in = (
                (Plot.DESIGNATED, 0) if unlisted == len(DUE) + 1 else (Plot.OPEN_DESIGNATION, DUE[unlisted - 1])
            )
        trade_class = _fitting(trade_class, plot)
        facts = _facts(random, number, trade_class, plot, companies, today)
        yield Scene(f"DEMO-{number + 1:05d}", facts, plot, due_in)


def _fitting(trade_class: str, plot: Plot) -> str:
    """Choose another class where this one cannot play the plot."""
    if plot in VOLUNTARY:
        return trade_class if trade_class in HOUSING_CLASSES else HOUSING_CLASSES[0]
    if plot == Plot.NO_APPROVAL and not trade_class.startswith(TENDERED_CLASS):
        return HOUSING_CLASSES[0]
    return trade_class


def _facts(
    random: Random, number: int, trade_class: str, plot: Plot, companies: Companies, today: date
) -> ProjectFacts:
    voluntary = plot in VOLUNTARY
    is_approved = trade_class.startswith((TENDERED_CLASS, "D02")) and plot != Plot.NO_APPROVAL
    owner, agency = _parties(random, number, plot, companies)
    registered = today - timedelta(days=AGO.get(number) or _age(random, plot))
    amount = random.randrange(20, 90) if voluntary else random.randrange(500, 9_000)
    return ProjectFacts(
        name=f"虚构{codes.trade_classes()[trade_class].name}项目第{number + 1:03d}号",
        trade_class=trade_class,
        region=random.choice(REGIONS),
        owner=owner,
        agency=agency,
        registered_on=registered,
        is_mandatory=not voluntary,
        fund_source="企业自筹" if voluntary else "财政资金",
        budget=Decimal(amount * 10_000),
        mode="公开招标" if trade_class.startswith(TENDERED_CLASS) else "",
        is_electronic=True,
        approval_name="虚构项目建议书批复" if is_approved else "",
        approval_number=f"虚构审批〔{registered.year}〕{number + 1}号" if is_approved else "",
    )


def _parties(random: Random, number: int, plot: Plot, companies: Companies) -> tuple[PartyFacts, PartyFacts]:
    owner, agency = random.choice(companies.owners[:-1]), random.choice(companies.agencies[:-1])
    if plot != Plot.BARRED:
        return owner, agency
    return (companies.barred_owner, agency) if number // 24 % 2 else (owner, companies.barred_agency)


def _age(random: Random, plot: Plot) -> int:
    """Open matters are of these weeks, the barred are barred for a year; the rest lies anywhere in three years."""
    if plot in {Plot.OPEN_APPLICATION, Plot.OPEN_DESIGNATION}:
        return RECENT_DAYS
    return random.randrange(1, RECENT_DAYS if plot == Plot.BARRED else YEARS_IN_DAYS)
