"""The play 「演示过程」: invented people let invented projects in, or not, through the services that everybody uses."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from heng.faces.demo import companies as inventing
from heng.faces.demo import stories, trades
from heng.faces.demo.companies import Companies
from heng.faces.demo.offices import GOVERNMENT, SYSTEM, Offices, set_up
from heng.faces.demo.trades import Plot, Scene
from heng.registers.authorities.actors import CLOCK
from heng.registers.authorities.models import Authority
from heng.registers.authorities.procedure import period
from heng.registers.authorities.services import applications, designations
from heng.registers.credit import services as credit
from heng.registers.parties import services as parties
from heng.registers.parties.models import Party
from heng.registers.trading.models import Project
from heng.registers.trading.services import gate, intake

BAN_DAYS = 365
HOUSING = "410500-ZJ"
ANSWER_AFTER = 2  # days until a department answers in the play
LONGEST = 60  # days in which the day is sought from which a period ends at a given one


@dataclass(frozen=True, slots=True)
class Played:
    """What was put on stage: the offices with their logins, and how many projects stand at which stage."""

    offices: Offices
    stages: dict[str, int]


def perform(seed: int, *, today: date, at: datetime, show: Callable[[list[Scene]], Iterable[Scene]] = iter) -> Played:
    """Put the invented city on stage as of a day; the same seed and day, the same city.

    `show` goes through the scenes in their order; a door may show how far the play has come.
    """
    random = Random(seed)  # noqa: S311  -- a play, not a secret
    companies = inventing.invent(random)
    offices = set_up(random, companies, today=today)
    known = parties.recognise(companies.everybody, by=CLOCK, on=today - timedelta(days=trades.YEARS_IN_DAYS))
    _bar(known, companies, today=today, at=at)
    scenes = trades.invent(random, companies, today=today)
    for scene in show(scenes):
        _play(random, scene, offices, companies, today)
    return Played(offices, dict(Counter(Project.objects.values_list("stage", flat=True))))


def _bar(known: dict[str, Party], companies: Companies, *, today: date, at: datetime) -> None:
    for number, party in enumerate((companies.barred_owner, companies.barred_agency), 1):
        credit.enter_ban(
            known[parties.code_of(party)],
            starts_on=today - timedelta(days=BAN_DAYS),
            ends_on=today + timedelta(days=BAN_DAYS),
            reason="虚构：串通投标受到行政处罚",
            law="招标投标法 第五十三条",
            organ="安阳市住房和城乡建设局",
            document_number=f"虚构罚决〔{today.year - 1}〕{number}号",
            by=CLOCK,
            at=at,
        )


def _play(random: Random, scene: Scene, offices: Offices, companies: Companies, today: date) -> None:
    facts, clerk = scene.facts, offices.clerk
    day = facts.registered_on
    project = gate.register(facts, SYSTEM, scene.key, by=clerk, on=day)
    if scene.plot == Plot.WITHDRAWN:
        gate.withdraw(project, by=clerk, on=day, reason="虚构：项目计划调整")
    if scene.plot in {Plot.WITHDRAWN, Plot.WAITING}:
        return
    verdict = gate.ask_entry(project, by=clerk, on=day)
    match scene.plot:
        case Plot.OPEN_APPLICATION | Plot.ACCEPTED | Plot.DECLINED:
            _apply(project, scene, offices, today)
        case Plot.OPEN_DESIGNATION | Plot.DESIGNATED:
            _ask_for_a_department(project, scene, offices, today)
        case _:
            pass
    if scene.plot in {Plot.ACCEPTED, Plot.DESIGNATED}:
        verdict = gate.ask_entry(project, by=clerk, on=_answered(day, today))
    if verdict.allowed:
        told = stories.tell(random, SYSTEM, scene.key, facts, companies, today=today)
        intake.take([told], by=offices.system, on=today)


def _apply(project: Project, scene: Scene, offices: Offices, today: date) -> None:
    is_open = scene.plot == Plot.OPEN_APPLICATION
    filed = (
        day_due("application", today + timedelta(days=scene.due_in), today) if is_open else scene.facts.registered_on
    )
    application = applications.apply(
        project.ref,
        project_name=project.name,
        applicant_code=project.owner.code,
        applicant_name=project.owner.name,
        authority=Authority.objects.get(pk=HOUSING),
        grounds="虚构：自愿进入公共资源交易平台交易，请予监督",
        by=offices.clerk,
        on=filed,
    )
    officer, on = offices.actors[HOUSING], _answered(filed, today)
    if scene.plot == Plot.ACCEPTED:
        applications.accept(application, by=officer, on=on)
    elif scene.plot == Plot.DECLINED:
        applications.refuse(application, by=officer, on=on, reason="虚构：不属本部门监管的行业")


def _ask_for_a_department(project: Project, scene: Scene, offices: Offices, today: date) -> None:
    is_open = scene.plot == Plot.OPEN_DESIGNATION
    filed = (
        day_due("designation", today + timedelta(days=scene.due_in), today) if is_open else scene.facts.registered_on
    )
    designation = designations.request(
        project.ref,
        project_name=project.name,
        applicant_code=project.owner.code,
        applicant_name=project.owner.name,
        region=project.region,
        grounds="虚构：交易类别不在职责分工之内，难以确定监督部门",
        by=offices.clerk,
        on=filed,
    )
    if not is_open:
        designations.settle(
            designation,
            way="government",
            decider="安阳市人民政府",
            document_number=f"虚构政文〔{filed.year}〕1号",
            authority=Authority.objects.get(pk=HOUSING),
            by=offices.actors[GOVERNMENT],
            on=_answered(filed, today),
        )


def day_due(name: str, due: date, today: date) -> date:
    """Find the day from which a period ends on `due`, or on the first day after it that it can end on."""
    days = (min(due, today) - timedelta(days=back) for back in reversed(range(LONGEST)))
    return next((day for day in days if period(name, on=day).last_day(day) >= due), today)


def _answered(filed: date, today: date) -> date:
    return min(filed + timedelta(days=ANSWER_AFTER), today)
