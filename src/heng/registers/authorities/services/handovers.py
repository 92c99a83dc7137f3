"""A matter that several departments received 「收件与移交」: the first handles it, or hands it over, clock and all."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.registers.authorities import rules, selectors
from heng.registers.authorities.actors import Actor, is_handler
from heng.registers.authorities.events import HandoverDeclined, HandoverProposed, HandoverTaken, MatterReceived
from heng.registers.authorities.models import Authority, Claim, Handover
from heng.registers.authorities.procedure import HANDOVER
from heng.registers.authorities.procedure.steps import FIRST_RECEIVER
from heng.registers.authorities.services.holding import hold


@transaction.atomic
def claim(subject: str, *, by: Actor, at: datetime) -> Claim:
    """Register that the actor's department received a matter 「收件登记」; once is enough.

    Raises:
        Refusal: `no-authority-to-act`.
    """
    if not is_handler(by):
        raise Refusal("no-authority-to-act", "您无权登记收件", FIRST_RECEIVER)
    hold([f"claim {subject}"])
    is_first = not selectors.claims(subject).exists()
    received, is_new = Claim.objects.get_or_create(
        subject=subject, authority_id=by.authority, defaults={"received_at": at}
    )
    if is_new:
        journal.record(MatterReceived(subject, by.authority, is_first, localtime(at).date()), by=by, law=FIRST_RECEIVER)
    return received


@transaction.atomic
def hand_over(subject: str, *, target: Authority, due_on: date, reason: str, by: Actor, on: date) -> Handover:
    """Propose to pass a matter to another department 「移交」.

    The day of the first receipt and the day it is due (`due_on`, as the matter's own procedure counted it) go along
    unchanged: a hand-over gives nobody more time.

    Raises:
        Refusal: `not-the-lead`, `no-reason`, `not-a-supervisor`, `other-region`, `to-oneself`,
            `already-proposed`.
    """
    given = rules.check_reason(reason, "移交", FIRST_RECEIVER)
    first = selectors.claims(subject).select_for_update().first()
    if first is None:
        raise Refusal("not-received", "尚无部门登记收到本事项，请先登记收件", FIRST_RECEIVER)
    lead = selectors.lead(subject)
    if lead is None or not is_handler(by) or by.authority != lead.code:
        raise Refusal("not-the-lead", f"本事项由{lead}办理，您无权移交", FIRST_RECEIVER)
    rules.check_supervises(target, on=on)
    rules.check_same_city(lead, target)
    if target.code == lead.code:
        raise Refusal("to-oneself", "不能移交给本部门，请另选接收部门", FIRST_RECEIVER)
    # the first claim is locked above, so that two hand-overs of one matter come one after the other
    if Handover.objects.filter(subject=subject, status=Handover.Status.PROPOSED).exists():
        raise Refusal("already-proposed", "本事项已移交，等待对方接收，不能重复移交", FIRST_RECEIVER)
    handover = Handover.objects.create(
        subject=subject,
        source=lead,
        target=target,
        reason=given,
        received_on=localtime(first.received_at).date(),
        due_on=due_on,
        proposed_on=on,
    )
    event = HandoverProposed(
        subject,
        handover=handover.ref,
        source=lead.code,
        target=target.code,
        reason=given,
        received_on=handover.received_on,
        due_on=due_on,
        on=on,
    )
    journal.record(event, by=by, law=FIRST_RECEIVER)
    return handover


@transaction.atomic
def take(handover: Handover, *, by: Actor, on: date) -> Handover:
    """Take a matter over 「接收移交」: the receiving department leads from now on, on the clock that already runs."""
    law = _decide(handover, "take", by=by, on=on, decision="")
    event = HandoverTaken(
        handover.subject,
        handover=handover.ref,
        source=handover.source_id,
        target=handover.target_id,
        received_on=handover.received_on,
        due_on=handover.due_on,
        on=on,
    )
    journal.record(event, by=by, law=law)
    return handover


@transaction.atomic
def decline(handover: Handover, *, by: Actor, on: date, reason: str) -> Handover:
    """Send a matter back 「退回移交」, with a reason: the department that proposed it goes on leading."""
    law = _decide(handover, "decline", by=by, on=on, decision=rules.check_reason(reason, "退回移交", FIRST_RECEIVER))
    event = HandoverDeclined(
        handover.subject, handover.ref, handover.source_id, handover.target_id, handover.decision, on
    )
    journal.record(event, by=by, law=law)
    return handover


def _decide(handover: Handover, verb: str, *, by: Actor, on: date, decision: str) -> str:
    """Take a step of the procedure on the row as it stands now; return its article."""
    handover.refresh_from_db(from_queryset=Handover.objects.select_for_update())
    step = HANDOVER.take(verb, handover, by=by)
    handover.status = Handover.Status(step.target)
    handover.decided_on = on
    handover.decision = decision
    handover.save(update_fields=["status", "decided_on", "decision"])
    return step.law
