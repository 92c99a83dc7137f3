"""The owner of a voluntary project asks a department to supervise it 「申请监督」; the department answers."""

from datetime import date

from django.db import transaction

from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.registers.authorities import rules
from heng.registers.authorities.actors import Actor, applicant, is_centre, on_one_line
from heng.registers.authorities.events import (
    ApplicationAccepted,
    ApplicationFiled,
    ApplicationRefused,
    ApplicationWithdrawn,
)
from heng.registers.authorities.models import Application, Authority
from heng.registers.authorities.procedure import APPLICATION, period
from heng.registers.authorities.procedure.matter import exists
from heng.registers.authorities.procedure.steps import NOTICE
from heng.registers.authorities.services.holding import entered_once

STANDING = (Application.Status.SUBMITTED, Application.Status.ACCEPTED)


@transaction.atomic
def apply(
    subject: str,
    *,
    project_name: str,
    applicant_code: str,
    applicant_name: str,
    authority: Authority,
    grounds: str,
    by: Actor,
    on: date,
) -> Application:
    """Ask a department to supervise a project 「申请监督」, by its owner, or by the centre that took the papers.

    `subject` is the project's reference; that the applicant owns it is the door's to know.

    Raises:
        Refusal: `no-authority-to-act`, `not-a-supervisor`, `no-such-department`, `no-reason`, `already-applied`.
    """
    application = Application(
        subject=subject,
        project_name=project_name,
        applicant_code=applicant_code,
        applicant_name=applicant_name,
        authority=authority,
        grounds=rules.check_reason(grounds, "申请监督"),
        filed_on=on,
        due_on=period("application", on=on).last_day(on),
    )
    if not (applicant(by, application) or (is_centre(by) and on_one_line(by.region, authority.region))):
        raise Refusal("no-authority-to-act", "只有项目建设单位或受理窗口可以提出监督申请", NOTICE)
    rules.check_supervises(authority, on=on)
    _check_first(subject, on=on)
    with entered_once(Refusal("already-applied", "本项目刚刚提出了监督申请，请刷新后查看", NOTICE)):
        application.save()
    event = ApplicationFiled(subject, application.ref, applicant_code, authority.code, application.due_on, on)
    journal.record(event, by=by, law=NOTICE)
    return application


@transaction.atomic
def accept(application: Application, *, by: Actor, on: date, reason: str = "") -> Application:
    """Accept the supervision of the project 「接受监督申请」: its gate may open."""
    step = _decide(application, "accept", by=by, on=on, reason=reason.strip())
    event = ApplicationAccepted(application.subject, application.ref, application.authority_id, reason.strip(), on)
    journal.record(event, by=by, law=step)
    return application


@transaction.atomic
def refuse(application: Application, *, by: Actor, on: date, reason: str) -> Application:
    """Refuse it with a reason 「不予接受监督申请」: the owner may ask another department, or for a designation."""
    step = _decide(application, "refuse", by=by, on=on, reason=reason)
    event = ApplicationRefused(application.subject, application.ref, application.authority_id, application.decision, on)
    journal.record(event, by=by, law=step)
    return application


@transaction.atomic
def withdraw(application: Application, *, by: Actor, on: date) -> Application:
    """Take the application back 「撤回监督申请」."""
    step = _decide(application, "withdraw", by=by, on=on, reason="")
    event = ApplicationWithdrawn(application.subject, application.ref, application.authority_id, on)
    journal.record(event, by=by, law=step)
    return application


def _decide(application: Application, verb: str, *, by: Actor, on: date, reason: str) -> str:
    """Take a step of the procedure on the row as it stands now; return its article."""
    application.refresh_from_db(from_queryset=Application.objects.select_for_update())
    step = APPLICATION.take(verb, application, by=by)
    if verb == "refuse":
        reason = rules.check_reason(reason, "不予接受监督申请")
    application.status = Application.Status(step.target)
    application.decided_on = on
    application.decision = reason
    application.save(update_fields=["status", "decided_on", "decision"])
    return step.law


def _check_first(subject: str, *, on: date) -> None:
    """Refuse a second application while one is open or accepted: a project has one lead.

    What a department accepted that no longer exists binds nobody.
    """
    for standing in Application.objects.filter(subject=subject, status__in=STANDING).select_related("authority"):
        if not exists(standing.authority, on):
            continue
        where = f"{standing.authority}{standing.get_status_display()}"
        raise Refusal("already-applied", f"本项目已提出监督申请（{where}），请等待答复或先撤回", NOTICE)
