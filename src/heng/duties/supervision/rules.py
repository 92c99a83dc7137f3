"""When a supervision file may be put away, and who may keep it 「归档条件、责任人资格」."""

from datetime import date

from heng.duties.supervision.models import File, Reminder
from heng.engines.procedure import Refusal
from heng.registers.authorities.actors import Actor, handling_officer
from heng.registers.authorities.procedure import period
from heng.registers.trading.models import Project, Stage

AFTERWARDS = "安公管办〔2022〕6号 三"
ENDED = (Stage.COMPLETED, Stage.FAILED, Stage.TERMINATED)


def check_ended(project: Project) -> None:
    """Refuse to put away the file of a trade that is still going on."""
    if project.stage not in ENDED:
        raise Refusal(
            "still-going-on", f"项目当前为“{Stage(project.stage).label}”，履约完成或终止后方可归档", AFTERWARDS
        )


def check_reason(reason: str, act: str) -> str:
    """Return the reason of an act; refuse one without."""
    if not reason.strip():
        raise Refusal("no-reason", f"{act}应当说明理由，请填写理由", AFTERWARDS)
    return reason.strip()


def check_may_keep(officer: Actor, file: File, name: str) -> None:
    """Refuse an officer who neither handles nor heads in the supervising department."""
    if not handling_officer(officer, file):
        raise Refusal("not-in-post", f"{name}未在监督部门的经办或负责岗位任职，不能担任责任人", AFTERWARDS)


def urgency(due_on: date, *, on: date) -> Reminder.Urgency | None:
    """Say how urgent a matter is on a day; None: there is time yet.

    How many working days before the day one is reminded, and how many after it the head is told, are local periods.
    """
    if on > period("escalation", on=on).last_day(due_on):
        return Reminder.Urgency.RAISED
    if on > due_on:
        return Reminder.Urgency.LATE
    return Reminder.Urgency.SOON if due_on <= period("reminder", on=on).last_day(on) else None
