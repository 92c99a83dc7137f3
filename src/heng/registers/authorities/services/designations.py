"""Whose project it is is hard to say 「协调或指定监督部门」: agreed upon, or named by a government."""

from datetime import date

from django.db import transaction

from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.registers.authorities import rules
from heng.registers.authorities.actors import Actor, applicant, centre_there
from heng.registers.authorities.events import DesignationDeclined, DesignationRequested, DesignationSettled
from heng.registers.authorities.models import Authority, Designation
from heng.registers.authorities.procedure import DESIGNATION, period
from heng.registers.authorities.procedure.steps import NOTICE
from heng.registers.authorities.services.holding import entered_once

STANDING = (Designation.Status.REQUESTED, Designation.Status.SETTLED)


@transaction.atomic
def request(
    subject: str,
    *,
    project_name: str,
    applicant_code: str,
    applicant_name: str,
    region: str,
    grounds: str,
    by: Actor,
    on: date,
) -> Designation:
    """Ask for the supervising department to be settled 「申请确定监督部门」.

    `subject` is the project's reference, `region` the city or county whose government is asked.

    Raises:
        Refusal: `no-authority-to-act`, `no-reason`, `already-requested`.
    """
    designation = Designation(
        subject=subject,
        project_name=project_name,
        applicant_code=applicant_code,
        applicant_name=applicant_name,
        region=region,
        grounds=rules.check_reason(grounds, "申请确定监督部门"),
        filed_on=on,
        due_on=period("designation", on=on).last_day(on),
    )
    if not (applicant(by, designation) or centre_there(by, designation)):
        raise Refusal("no-authority-to-act", "只有招标人（采购人）或受理窗口可以申请确定监督部门", NOTICE)
    standing = Designation.objects.filter(subject=subject, status__in=STANDING).first()
    if standing is not None:
        raise Refusal("already-requested", f"本项目监督部门{standing.get_status_display()}，无需重复申请", NOTICE)
    quicker = Refusal("already-requested", "本项目刚刚提出了确定监督部门的申请，请刷新后查看", NOTICE)
    with entered_once(quicker):
        designation.save()
    event = DesignationRequested(subject, designation.ref, applicant_code, region, designation.due_on, on)
    journal.record(event, by=by, law=NOTICE)
    return designation


@transaction.atomic
def settle(
    designation: Designation,
    *,
    way: str,
    decider: str,
    document_number: str,
    authority: Authority,
    by: Actor,
    on: date,
    reason: str = "",
) -> Designation:
    """Record who supervises 「确定监督部门」: `way` is negotiation or government, `decider` who settled it.

    Raises:
        Refusal: `no-authority-to-act`, `wrong-state`, `no-decider`, `no-document`, `not-a-supervisor`,
            `other-region`.
    """
    designation.refresh_from_db(from_queryset=Designation.objects.select_for_update())
    step = DESIGNATION.take("settle", designation, by=by)
    rules.check_decider(decider, document_number)
    rules.check_supervises(authority, on=on)
    rules.check_reaches(authority, designation.region)
    designation.status = Designation.Status(step.target)
    designation.way = Designation.Way(way)
    designation.decider = decider.strip()
    designation.document_number = document_number.strip()
    designation.authority = authority
    designation.decided_on = on
    designation.decision = reason.strip()
    fields = ["status", "way", "decider", "document_number", "authority", "decided_on", "decision"]
    designation.save(update_fields=fields)
    event = DesignationSettled(
        designation.subject,
        designation=designation.ref,
        authority=authority.code,
        way=designation.way,
        decider=designation.decider,
        document_number=designation.document_number,
        on=on,
    )
    journal.record(event, by=by, law=step.law)
    return designation


@transaction.atomic
def decline(designation: Designation, *, by: Actor, on: date, reason: str) -> Designation:
    """Answer that no department could be settled, and why 「未能确定监督部门」: the project stays outside."""
    designation.refresh_from_db(from_queryset=Designation.objects.select_for_update())
    step = DESIGNATION.take("decline", designation, by=by)
    designation.status = Designation.Status(step.target)
    designation.decided_on = on
    designation.decision = rules.check_reason(reason, "未能确定监督部门")
    designation.save(update_fields=["status", "decided_on", "decision"])
    journal.record(
        DesignationDeclined(designation.subject, designation.ref, designation.decision, on), by=by, law=step.law
    )
    return designation
