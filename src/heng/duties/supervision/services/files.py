"""What can be done with supervision files 「监管档案」: opened by themselves, kept by a named officer, put away."""

from datetime import date

from django.db import transaction
from django.db.models import Count

from heng.duties.supervision import rules
from heng.duties.supervision.events import FileClosed, FileOpened, FileReassigned, FileReopened, OfficerAwaited
from heng.duties.supervision.models import File
from heng.duties.supervision.procedure import NAMED_OFFICER, ONE_FILE, PROCEDURE
from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, Role, handling_officer
from heng.registers.authorities.models import Account
from heng.registers.trading.models import BEFORE_THE_GATE, Project

Status = File.Status


@transaction.atomic
def open_file(project: Project, *, by: Actor, on: date) -> File:
    """Open the one file of a project that is in, with its named officer 「建立监管档案」; opened before, it stays.

    Named is who answers for this class of trade on the duty list; else the head of the department who has the fewest
    open files. While the department has neither, the file waits for an officer.

    Raises:
        Refusal: `not-in`: the project is not in; `no-authority-to-act`.
    """
    found = File.objects.filter(project=project).first()
    if found is not None:
        return found
    if project.stage in BEFORE_THE_GATE or project.authority_id is None:
        raise Refusal("not-in", "项目尚未准予进场，不能建立监管档案", ONE_FILE)
    if not (by.role == Role.CLOCK or handling_officer(by, project)):
        raise Refusal("no-authority-to-act", "您无权建立该项目的监管档案", ONE_FILE)
    file = File(project=project, authority_id=project.authority_id, opened_on=on)
    _name_officer(file, on=on)
    file.save()
    journal.record(_opened(file, on), by=by, law=ONE_FILE)
    return file


@transaction.atomic
def assign(file: File, officer: Account, *, by: Actor, on: date) -> File:
    """Name the officer of a file that waits for one 「指定监管责任人」."""
    _hold(file)
    step = PROCEDURE.take("assign", file, by=by)
    _put(file, officer, on=on)
    file.status = Status(step.target)
    file.save(update_fields=["officer", "duty", "status"])
    journal.record(_opened(file, on), by=by, law=step.law)
    return file


@transaction.atomic
def reassign(file: File, officer: Account, *, by: Actor, on: date, reason: str) -> File:
    """Let another officer of the department keep the file 「变更监管责任人」."""
    _hold(file)
    step = PROCEDURE.take("reassign", file, by=by)
    given, former = rules.check_reason(reason, "变更监管责任人"), file.officer_ref
    _put(file, officer, on=on)
    file.save(update_fields=["officer", "duty"])
    event = FileReassigned(file.project.ref, file.ref, former, officer.ref, file.authority_id, given, on)
    journal.record(event, by=by, law=step.law)
    return file


@transaction.atomic
def close(file: File, *, by: Actor, on: date) -> File:
    """Put the file of an ended trade away 「归档」."""
    _hold(file)
    step = PROCEDURE.take("close", file, by=by)
    rules.check_ended(file.project)
    file.status, file.closed_on = Status(step.target), on
    file.save(update_fields=["status", "closed_on"])
    journal.record(FileClosed(file.project.ref, file.ref, on), by=by, law=step.law)
    return file


@transaction.atomic
def reopen(file: File, *, by: Actor, on: date, reason: str) -> File:
    """Take a file out again, with a reason 「重新监管」."""
    _hold(file)
    step = PROCEDURE.take("reopen", file, by=by)
    given = rules.check_reason(reason, "重新监管")
    file.status, file.closed_on = Status(step.target), None
    file.save(update_fields=["status", "closed_on"])
    journal.record(FileReopened(file.project.ref, file.ref, given, on), by=by, law=step.law)
    return file


@transaction.atomic
def follow_project(project: Project, *, by: Actor, on: date) -> File:
    """Let the file follow its project to the department that supervises it now 「档案随监督部门移转」."""
    if by.role != Role.CLOCK:
        raise Refusal("no-authority-to-act", "监管档案只能随项目移交移转，请办理移交", ONE_FILE)
    file = open_file(project, by=by, on=on)
    _hold(file)
    if project.authority_id is None or file.authority_id == project.authority_id:
        return file
    former, file.authority_id = file.officer_ref, project.authority_id
    if file.status != Status.CLOSED:
        _name_officer(file, on=on)
    file.save(update_fields=["authority", "officer", "duty", "status"])
    event = FileReassigned(project.ref, file.ref, former, file.officer_ref, file.authority_id, "监督部门随移交变更", on)
    journal.record(event, by=by, law=NAMED_OFFICER)
    return file


@transaction.atomic
def name_awaited(authority: str, *, by: Actor, on: date) -> int:
    """Name the officers for whom files of a department wait, now that somebody may be there; return how many."""
    if by.role != Role.CLOCK:
        raise Refusal("no-authority-to-act", "请由部门负责人指定监管责任人", NAMED_OFFICER)
    named = 0
    waiting = File.objects.select_for_update(of=("self",)).filter(authority=authority, status=Status.WAITING)
    for file in waiting.select_related("project").order_by("pk"):
        _name_officer(file, on=on)
        if file.status == Status.OPEN:
            file.save(update_fields=["officer", "duty", "status"])
            journal.record(_opened(file, on), by=by, law=NAMED_OFFICER)
            named += 1
    return named


def _name_officer(file: File, *, on: date) -> None:
    file.duty = authorities.duty_for(file.authority_id, file.project.trade_class, on=on)
    file.officer = file.duty.officer if file.duty else _least_loaded(authorities.heads(file.authority_id, on=on))
    file.status = Status.OPEN if file.officer else Status.WAITING


def _least_loaded(heads: list[Account]) -> Account | None:
    counts = dict(
        File.objects.filter(officer__in=heads, status=Status.OPEN)
        .order_by()
        .values_list("officer")
        .annotate(number=Count("pk"))
    )
    return min(heads, key=lambda head: (counts.get(head.pk, 0), head.pk), default=None)


def _put(file: File, officer: Account, *, on: date) -> None:
    """Put an officer on a file, who must handle or head in the department; and the row of the list, if it is theirs."""
    actor = authorities.actor_of(officer, on=on)
    rules.check_may_keep(actor, file, officer.name)
    duty = authorities.duty_for(file.authority_id, file.project.trade_class, on=on)
    file.officer = officer
    file.duty = duty if duty is not None and duty.officer_id == officer.pk else None


def _opened(file: File, on: date) -> FileOpened | OfficerAwaited:
    if file.officer is None:
        return OfficerAwaited(file.project.ref, file.ref, file.authority_id, on)
    duty = f"{file.duty.code} {file.duty.title}" if file.duty else ""
    return FileOpened(file.project.ref, file.ref, file.authority_id, file.officer_ref, duty, on)


def _hold(file: File) -> None:
    file.refresh_from_db(from_queryset=File.objects.select_for_update(of=("self",)))
