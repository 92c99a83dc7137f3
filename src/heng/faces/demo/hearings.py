"""Projects that need a hearing before they get in, or do not 「申请、协调、指定、移交」."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from heng.faces.demo.offices import GOVERNMENT, SYSTEM, Offices
from heng.faces.demo.trades import DESIGNATIONS, VOLUNTARY, Plot, Scene
from heng.faces.demo.workdays import on_or_before
from heng.registers.authorities.models import Authority
from heng.registers.authorities.procedure import period
from heng.registers.authorities.services import applications, designations, handovers
from heng.registers.trading.models import Project
from heng.registers.trading.services import gate

HOUSING, TRANSPORT = "410500-ZJ", "410500-JT"
ANSWER_AFTER = 2  # days until a department answers in the play
LONGEST = 60  # days in which the day is sought from which a period ends at a given one
NOT_ASKED = {Plot.WITHDRAWN, Plot.WAITING}


def hear(scene: Scene, offices: Offices, *, today: date) -> bool:
    """Register a project by hand, go its way, and say whether it is in."""
    day, clerk = scene.facts.registered_on, offices.clerk
    project = gate.register(scene.facts, SYSTEM, scene.key, by=clerk, on=day)
    if scene.plot == Plot.WITHDRAWN:
        gate.withdraw(project, by=clerk, on=scene.gate, reason="虚构：项目计划调整")
    if scene.plot in NOT_ASKED:
        return False
    verdict = gate.ask_entry(project, by=clerk, on=scene.gate)
    if scene.plot in VOLUNTARY - {Plot.NOT_APPLIED}:
        _apply(project, scene, offices, today)
    elif scene.plot in DESIGNATIONS:
        _ask_for_a_department(project, scene, offices, today)
    if scene.plot in {Plot.ACCEPTED, Plot.DESIGNATED, Plot.NEGOTIATED}:
        verdict = gate.ask_entry(project, by=clerk, on=_answered(scene.gate, today))
    return verdict.allowed


def hand_over(projects: Sequence[Project], offices: Offices, *, today: date, at: datetime) -> None:
    """Let departments hand projects over: taken, sent back, and some that wait for an answer."""
    for number, project in enumerate(projects):
        source = str(project.authority_id)
        target = TRANSPORT if source == HOUSING else HOUSING
        giver, taker = offices.actors[source], offices.actors[target]
        handovers.claim(project.ref, by=giver, at=at - timedelta(days=4))
        due = today + timedelta(days=(0, 3, -1, 5, 2)[number % 5])
        handover = handovers.hand_over(
            project.ref,
            target=Authority.objects.get(pk=target),
            due_on=due,
            reason="虚构：建设内容以对方行业为主，移交其监督",
            by=giver,
            on=today - timedelta(days=2),
        )
        if number % 5 == 3:  # noqa: PLR2004  -- the fourth is taken over, the fifth sent back, the others wait
            handovers.take(handover, by=taker, on=today - timedelta(days=1))
        elif number % 5 == 4:  # noqa: PLR2004
            handovers.decline(handover, by=taker, on=today - timedelta(days=1), reason="虚构：不属本部门职责")


def day_due(name: str, due: date, today: date) -> date:
    """Find the day from which a period ends on `due`, or on the first day after it that it can end on."""
    days = (min(due, today) - timedelta(days=back) for back in reversed(range(LONGEST)))
    return next((day for day in days if period(name, on=day).last_day(day) >= due), today)


def _apply(project: Project, scene: Scene, offices: Offices, today: date) -> None:
    is_open = scene.plot == Plot.OPEN_APPLICATION
    filed = day_due("application", _due(scene, today), today) if is_open else scene.gate
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
    match scene.plot:
        case Plot.ACCEPTED:
            applications.accept(application, by=officer, on=on)
        case Plot.DECLINED:
            applications.refuse(application, by=officer, on=on, reason="虚构：不属本部门监管的行业")
        case Plot.TAKEN_BACK:
            applications.withdraw(application, by=offices.owners[project.owner.code], on=on)
        case _:
            pass


def _ask_for_a_department(project: Project, scene: Scene, offices: Offices, today: date) -> None:
    is_open = scene.plot == Plot.OPEN_DESIGNATION
    filed = day_due("designation", _due(scene, today), today) if is_open else scene.gate
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
    government, on = offices.actors[GOVERNMENT], _answered(filed, today)
    if scene.plot == Plot.UNSETTLED:
        designations.decline(designation, by=government, on=on, reason="虚构：项目内容不完整，请补充后再申请")
    elif not is_open:
        way, decider = ("government", "安阳市人民政府")
        if scene.plot == Plot.NEGOTIATED:
            way, decider = ("negotiation", "安阳市公共资源交易管理委员会办公室")
        designations.settle(
            designation,
            way=way,
            decider=decider,
            document_number=f"虚构政文〔{filed.year}〕{scene.number + 1}号",
            authority=Authority.objects.get(pk=HOUSING),
            by=government,
            on=on,
        )


def _due(scene: Scene, today: date) -> date:
    """Return the day on which an open matter is to be due; what is overdue was due on a working day before today."""
    day = today + timedelta(days=scene.due_in)
    return on_or_before(day) if scene.due_in < 0 else day


def _answered(filed: date, today: date) -> date:
    return min(filed + timedelta(days=ANSWER_AFTER), today)
