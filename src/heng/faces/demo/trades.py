"""Invented projects 「虚构项目」: every trade class, over three years, some of which the gate must refuse."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from random import Random

from heng.engines import codes
from heng.faces.demo import names
from heng.faces.demo.companies import Companies
from heng.faces.demo.scale import CITY, YEARS, Scale
from heng.faces.demo.schemes import Round
from heng.faces.demo.timetable import BREACHES
from heng.faces.demo.workdays import on_or_before
from heng.registers.parties.services import PartyFacts
from heng.registers.trading.services.dossier import InvestmentFacts, ProjectFacts

UNLISTED, OTHER_WORKS, WORKS_BOUGHT = "Z99", "A99", "D02"
TENDERED = ("A01", "A02", "A03", "A07", "A98")
COMMON = (*TENDERED, "D01", "D01", "D02", "D03", "D03", "B01", "C02")
HOUSING_CLASSES = ("A01", "A02", "A10", "A98")  # what the department asked to supervise knows
INDUSTRIES = {"A99": ("A01", "A02", "N77", "N78", "P83", "Q84"), "C02": ("S91",)}
MODES = {
    "A": ("公开招标", "公开招标", "公开招标", "邀请招标"),
    "B": ("挂牌", "拍卖"),
    "C": ("网络竞价", "拍卖"),
    "D": ("公开招标", "公开招标", "竞争性磋商", "竞争性谈判", "询价"),
    "D02": ("竞争性磋商", "竞争性谈判"),  # works that are tendered fall under another law
    "Z": ("网络竞价",),
}
AMOUNTS = {"A": (420, 9_000), "B": (800, 30_000), "C": (30, 2_000), "D": (70, 900), "Z": (8, 300)}  # 万元
PLATFORM = "12410500MADEM0001Y"  # of the invented centre; only its shape matters in a code


class Plot(StrEnum):
    """What becomes of a project at the gate."""

    PLAIN = "plain"
    WAITING = "waiting"  # registered, and has not asked yet
    WITHDRAWN = "withdrawn"
    NO_APPROVAL = "no-approval"
    NO_INDUSTRY = "no-industry"  # of a class for which only the industry names a department
    BARRED = "barred"
    NOT_APPLIED = "not-applied"  # voluntary, and nobody was asked to supervise it
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken-back"
    OPEN_APPLICATION = "open-application"
    OPEN_DESIGNATION = "open-designation"
    NEGOTIATED = "negotiated"
    DESIGNATED = "designated"
    UNSETTLED = "unsettled"


class Mishap(StrEnum):
    """How a trade goes wrong by itself."""

    NONE = ""
    FAILS = "fails"
    STOPS = "stops"
    AGAIN = "again"  # fails, and is announced again


VOLUNTARY = {Plot.NOT_APPLIED, Plot.ACCEPTED, Plot.DECLINED, Plot.TAKEN_BACK, Plot.OPEN_APPLICATION}
DESIGNATIONS = {Plot.OPEN_DESIGNATION, Plot.NEGOTIATED, Plot.DESIGNATED, Plot.UNSETTLED}
BY_THE_OWNER = {Plot.TAKEN_BACK, Plot.OPEN_APPLICATION, Plot.OPEN_DESIGNATION, Plot.WAITING}
"""What an owner sees to itself, so that it must be one that can log in."""

WAYS = (
    Plot.ACCEPTED, Plot.NO_APPROVAL, Plot.DECLINED, Plot.BARRED, Plot.WITHDRAWN, Plot.NEGOTIATED, Plot.TAKEN_BACK,
    Plot.NOT_APPLIED, Plot.UNSETTLED, Plot.NO_INDUSTRY,
)  # fmt: skip
"""The ways that need a hearing: within each sixty projects (or what the scale says) each is gone once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One project with its key, the day on which the gate is asked, and what becomes of it.

    `due_in`: days from today on which an open matter is due; `opens`: the day of the opening, where the play needs one.
    """

    key: str
    number: int
    facts: ProjectFacts
    gate: date
    plot: Plot = Plot.PLAIN
    mishap: Mishap = Mishap.NONE
    due_in: int = 0
    opens: date | None = None
    lots: int = 1
    breach: str = ""
    is_decoy: bool = False
    investment: InvestmentFacts | None = None
    round: Round | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """What a scene of these weeks is called for: a plot, a day on which an open matter is due, or bids are opened."""

    plot: Plot = Plot.PLAIN
    due_in: int = 0
    opens_in: int | None = None


RECENT = 60
BEFORE_OPENING = 30  # days from the gate to an opening whose day is set, so that the periods are kept
CUES = (
    *(Cue(Plot.OPEN_APPLICATION, due_in) for due_in in (0, -3, 4, 0, -1, 3)),
    *(Cue(Plot.OPEN_DESIGNATION, due_in) for due_in in (0, -3, 6)),
    *(Cue(Plot.WAITING) for _ in range(3)),
    *(Cue(opens_in=days) for days in (0, 0, 0, 1, 1, 2, 3, 5, 8, 12, 20, 25, 30, -1, -1, -2, -3, -4, -6, -8, -12, -15)),
)
"""What makes the desk of today live."""

LIVELY = ("A01", "D03", "A02", "A07", "D01", "A98", "A03")  # classes of these weeks, so that several desks have work


def acts(seed: int, scale: Scale, companies: Companies, *, today: date) -> Iterator[tuple[date, list[Scene]]]:
    """Give the scenes of three years up to today, turn by turn: those of which the gate is asked on one day."""
    days = YEARS * 365
    turns = days // scale.turn
    last = -1
    scenes: list[Scene] = []
    called = _called(seed, scale, companies, today)
    for number in range(scale.projects):
        turn = number * turns // scale.projects
        if turn != last and last >= 0:
            yield from _turn(scenes, called, _gate(today, turns, last, scale), today)
            scenes = []
        last = turn
        scenes.append(_scene(seed, number, scale, companies, _gate(today, turns, turn, scale)))
    yield from _turn(scenes, called, today, today)


def _turn(scenes: list[Scene], called: list[Scene], gate: date, today: date) -> Iterator[tuple[date, list[Scene]]]:
    """Let the scenes of these weeks play in their turn, and what is left of them in the last."""
    due = [scene for scene in called if scene.gate <= gate or gate == today]
    called[:] = [scene for scene in called if scene not in due]
    by_day: dict[date, list[Scene]] = {}
    for scene in (*due, *scenes):
        by_day.setdefault(scene.gate, []).append(scene)
    yield from sorted(by_day.items())


def _gate(today: date, turns: int, turn: int, scale: Scale) -> date:
    return on_or_before(today - timedelta(days=scale.turn * (turns - 1 - turn)))


def _scene(seed: int, number: int, scale: Scale, companies: Companies, gate: date) -> Scene:
    random = Random(f"{seed}:{number}")  # noqa: S311  -- a play, not a secret
    classes = [code for code, row in codes.trade_classes().items() if row.parent]
    trade_class = classes[(number // 3 + number // 90) % len(classes)] if number % 3 == 0 else random.choice(COMMON)
    plot = _plot(number, scale)
    turn = Round.of(seed, number, companies.rivals) if plot == Plot.PLAIN else None
    breach = _breach(number) if plot == Plot.PLAIN else ""
    trade_class = _fitting(random, trade_class, plot, is_tender=bool(turn or breach))
    key = f"DEMO-{number + 1:06d}"
    facts, investment = _facts(random, key, trade_class, plot, scale.regions, companies, gate)
    if turn and turn.kind == "favoured-winner":
        facts = turn.with_owner(facts, companies.owners[:-1])
    return Scene(
        key=key,
        number=number,
        facts=facts,
        gate=gate,
        plot=plot,
        mishap=Mishap.NONE if turn or breach else _mishap(number),
        lots=2 if turn is None and number % 6 == 2 else 1,  # noqa: PLR2004  -- one project in six
        breach=breach,
        is_decoy=turn is None and number % 30 == 4,  # noqa: PLR2004  -- one project in thirty
        investment=investment,
        round=turn,
    )


def _called(seed: int, scale: Scale, companies: Companies, today: date) -> list[Scene]:
    """Invent the scenes of these weeks, for which the day of today calls."""
    scenes = []
    for index, cue in enumerate(CUES):
        number = scale.projects + index
        random = Random(f"{seed}:{number}")  # noqa: S311
        opens = None if cue.opens_in is None else _opening_day(today, cue.opens_in)
        gate = today if opens is None else min(today, opens - timedelta(days=BEFORE_OPENING))
        if cue.plot in {Plot.OPEN_APPLICATION, Plot.OPEN_DESIGNATION}:
            gate = today - timedelta(days=RECENT // 2)
        trade_class = _fitting(random, LIVELY[index % len(LIVELY)], cue.plot, is_tender=False)
        key = f"DEMO-{number + 1:06d}"
        gate = on_or_before(gate)
        facts, investment = _facts(random, key, trade_class, cue.plot, (CITY,), companies, gate)
        scenes.append(
            Scene(
                key=key,
                number=number,
                facts=facts,
                gate=gate,
                plot=cue.plot,
                due_in=cue.due_in,
                opens=opens,
                investment=investment,
            )
        )
    return scenes


def _opening_day(today: date, days: int) -> date:
    """Openings of today are today, whatever day it is; all others on working days."""
    if days == 0:
        return today
    return on_or_before(today + timedelta(days=days)) if days < 0 else today + timedelta(days=days)


def _plot(number: int, scale: Scale) -> Plot:
    place, rest = divmod(number % scale.rarity - 1, 4)
    return WAYS[place] if rest == 0 and place < len(WAYS) else Plot.PLAIN


def _breach(number: int) -> str:
    kinds = list(BREACHES)
    return kinds[number // 20 % len(kinds)] if number % 20 == 11 else ""  # noqa: PLR2004  -- one in twenty


def _mishap(number: int) -> Mishap:
    return {8: Mishap.FAILS, 16: Mishap.STOPS, 0: Mishap.AGAIN}.get(number % 24, Mishap.NONE)


def _fitting(random: Random, trade_class: str, plot: Plot, *, is_tender: bool) -> str:
    """Choose another class where this one cannot play the plot."""
    if plot in DESIGNATIONS:
        return UNLISTED
    if plot == Plot.NO_INDUSTRY:
        return OTHER_WORKS
    if plot in VOLUNTARY:
        return trade_class if trade_class in HOUSING_CLASSES else HOUSING_CLASSES[0]
    if is_tender or plot == Plot.NO_APPROVAL or trade_class == UNLISTED:
        return trade_class if trade_class in TENDERED else random.choice(TENDERED)
    return trade_class


def _facts(
    random: Random, key: str, trade_class: str, plot: Plot, regions: tuple[str, ...], companies: Companies, gate: date
) -> tuple[ProjectFacts, InvestmentFacts | None]:
    voluntary = plot in VOLUNTARY
    owner, agency = _parties(random, plot, companies)
    low, high = (20, 90) if voluntary else AMOUNTS[trade_class[0]]
    registered = on_or_before(gate - timedelta(days=random.randrange(5)))
    number = key[-6:]
    is_approved = trade_class.startswith(("A", WORKS_BOUGHT)) and plot != Plot.NO_APPROVAL
    approval = f"虚构审批〔{registered.year}〕{number}号" if is_approved else ""
    facts = ProjectFacts(
        name=names.project(random, trade_class, number),
        trade_class=trade_class,
        region=random.choice(regions),
        owner=owner,
        agency=agency,
        registered_on=registered,
        tender_code=f"虚构-{registered.year}-{number}",
        deal_code=codes.build_deal_code(trade_class, PLATFORM, registered, int(number)),
        place="虚构交易中心",
        is_mandatory=not voluntary,
        fund_source="企业自筹" if voluntary else random.choice(("财政资金", "财政资金", "国有企业资金", "专项债券")),
        budget=Decimal(random.randrange(low, high) * 10_000),
        mode=random.choice(MODES.get(trade_class) or MODES[trade_class[0]]),
        is_electronic=True,
        approval_name="虚构项目建议书批复" if is_approved else "",
        approval_number=approval,
    )
    return _behind(random, facts, plot, number)


def _behind(
    random: Random, facts: ProjectFacts, plot: Plot, number: str
) -> tuple[ProjectFacts, InvestmentFacts | None]:
    """Put an undertaking behind works, and behind what only the industry gives to a department."""
    industries = INDUSTRIES.get(facts.trade_class, ())
    is_wanted = industries or (facts.trade_class.startswith("A") and int(number) % 2 == 0)
    if not is_wanted or plot in VOLUNTARY | {Plot.NO_INDUSTRY, Plot.NO_APPROVAL}:
        return facts, None
    investment = InvestmentFacts(
        code=f"DEMO-I-{number}",
        name=f"虚构投资项目第{number}号",
        region=facts.region,
        industry=random.choice(industries) if industries else "",
        fund_source=facts.fund_source,
        scale="演示数据，规模虚构",
        address="虚构地址",
        approval_name=facts.approval_name,
        approval_number=facts.approval_number,
    )
    return replace(facts, investment=investment.code), investment


def _parties(random: Random, plot: Plot, companies: Companies) -> tuple[PartyFacts, PartyFacts]:
    owner, agency = random.choice(companies.owners[:-1]), random.choice(companies.agencies[:-1])
    if plot in BY_THE_OWNER:
        return random.choice(companies.represented), agency
    if plot != Plot.BARRED:
        return owner, agency
    return (companies.barred_owner, agency) if random.random() < 0.5 else (owner, companies.barred_agency)  # noqa: PLR2004
