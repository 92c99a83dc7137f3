"""What is to be done by a day 「待办期限」: of each open matter, by which department, by whom if it is named."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice

from heng.duties.supervision.models import File, Reminder
from heng.duties.supervision.procedure import NAMED_OFFICER
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import CLOCK, contains
from heng.registers.authorities.models import Application, Authority, Designation, Handover
from heng.registers.authorities.procedure import period
from heng.registers.authorities.procedure.steps import FIRST_RECEIVER, NOTICE
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import Project, Stage
from heng.registers.trading.selectors import Moment

Kind = Reminder.Kind
CHUNK = 500
UNDER_WAY = (Stage.OPENED, Stage.EVALUATED, Stage.PUBLICISED, Stage.AWARDED)
"""Stages at which the law waits for the next act by a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One thing to be done by a day.

    `matter` is the reference of the matter (`SQ000001`, or that of the project) and `number` its key in its table,
    `about` the project or other subject; `code` tells apart what is wanted of one matter; `officer` is the key of the
    named account, or None: whoever handles in the department.
    """

    kind: str
    matter: str
    number: int
    about: str
    code: str
    what: str
    law: str
    due_on: date
    authority: str
    officer: int | None = None


def open_limits(*, on: date) -> Iterator[Limit]:
    """Give everything that is to be done by a day, and is not done yet; a few queries for each five hundred files."""
    return chain(_applications(on), _designations(on), _handovers(on), _unnamed(on), _statutory())


def _applications(on: date) -> Iterator[Limit]:
    rows = list(authorities.applications(CLOCK, status=Application.Status.SUBMITTED))
    officers = _responsible([(row.authority_id, row.subject) for row in rows], on)
    for row in rows:
        yield Limit(
            kind=Kind.APPLICATION, matter=row.ref, number=row.pk, about=row.subject, code="answer",
            what="答复监督申请", law=NOTICE, due_on=row.due_on, authority=row.authority_id,
            officer=officers.get((row.authority_id, row.subject)),
        )  # fmt: skip


def _designations(on: date) -> Iterator[Limit]:
    settlers = [
        *authorities.organs(on=on, role=Authority.Role.COORDINATES),
        *authorities.organs(on=on, role=Authority.Role.GOVERNS),
    ]
    for row in authorities.designations(CLOCK, status=Designation.Status.REQUESTED):
        near = [organ for organ in settlers if contains(organ.region, row.region)]
        own = [organ for organ in near if organ.region == row.region]
        for organ in (own or near)[:1]:
            yield Limit(
                kind=Kind.DESIGNATION, matter=row.ref, number=row.pk, about=row.subject, code="settle",
                what="协调或指定监督部门", law=NOTICE, due_on=row.due_on, authority=organ.code,
            )  # fmt: skip


def _handovers(on: date) -> Iterator[Limit]:
    rows = list(authorities.handovers(CLOCK, status=Handover.Status.PROPOSED))
    officers = _responsible([(row.target_id, row.subject) for row in rows], on)
    for row in rows:
        yield Limit(
            kind=Kind.HANDOVER, matter=row.ref, number=row.pk, about=row.subject, code="take",
            what="接收或者退回移交事项", law=FIRST_RECEIVER, due_on=row.due_on, authority=row.target_id,
            officer=officers.get((row.target_id, row.subject)),
        )  # fmt: skip


def _unnamed(on: date) -> Iterator[Limit]:
    naming = period("naming", on=on)
    for file in File.objects.filter(status=File.Status.WAITING).select_related("project").order_by("pk"):
        yield Limit(
            kind=Kind.FILE, matter=file.ref, number=file.pk, about=file.project.ref, code="assign",
            what="指定监管责任人", law=NAMED_OFFICER, due_on=naming.last_day(file.opened_on),
            authority=file.authority_id,
        )  # fmt: skip


def _statutory() -> Iterator[Limit]:
    """Give the acts that the law wants by a day and nobody has told of yet.

    What ran out before the project was let in here is history that was taken in later: nobody can be reminded of it.
    """
    files = File.objects.exclude(status=File.Status.CLOSED).filter(project__stage__in=UNDER_WAY)
    standing = files.select_related("project").order_by("pk").iterator(chunk_size=CHUNK)
    while some := list(islice(standing, CHUNK)):
        for file, moments in zip(some, trading.awaited([file.project for file in some]), strict=True):
            for moment in moments:
                if moment.day is not None and not _was_over(moment.day, file.project):
                    yield _period(file, moment, moment.day)


def _was_over(day: date, project: Project) -> bool:
    return project.admitted_on is not None and day < project.admitted_on


def _period(file: File, moment: Moment, day: date) -> Limit:
    project = file.project
    return Limit(
        kind=Kind.PERIOD, matter=project.ref, number=project.pk, about=project.ref, code=moment.period,
        what=moment.label, law=moment.law, due_on=day, authority=file.authority_id, officer=file.officer_id,
    )  # fmt: skip


def _responsible(matters: Collection[tuple[str, str]], on: date) -> dict[tuple[str, str], int | None]:
    """Find who answers for each matter, a department and a project, by class of trade on the department's list."""
    classes = trading.classes_of(CLOCK, {subject for _, subject in matters})
    pairs = {(authority, subject): (authority, classes.get(subject, "")) for authority, subject in matters}
    found = authorities.duties_for(set(pairs.values()), on=on)
    return {matter: found[pair].officer_id for matter, pair in pairs.items() if pair in found}
