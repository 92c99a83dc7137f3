"""Reminding 「期限提醒」: whoever is to act by a day is told before it, told after it, and then the head is told.

Each is told once for a matter and its day, however often the clock asks, and stands in the journal.
"""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction

from heng.duties.supervision import rules
from heng.duties.supervision.events import Reminded
from heng.duties.supervision.models import Reminder
from heng.duties.supervision.procedure import NAMED_OFFICER
from heng.duties.supervision.selectors import Limit, open_limits
from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.registers.authorities.actors import Actor, Role

Key = tuple[str, str, date, str]


def remind(*, by: Actor, on: date) -> int:
    """Remind of everything that is due soon or overdue on a day; return how many reminders are new.

    Each is written by itself: when the job dies in the middle, the next one goes on where it stopped.

    Raises:
        Refusal: `no-authority-to-act`: only the clock reminds.
    """
    if by.role != Role.CLOCK:
        raise Refusal("no-authority-to-act", "您无权发出期限提醒，提醒由系统定时发出", NAMED_OFFICER)
    standing = list(open_limits(on=on))
    _settle(standing, on=on)
    known = _known(standing)
    new = 0
    for limit in standing:
        urgency = rules.urgency(limit.due_on, on=on)
        if urgency is not None and (limit.matter, limit.code, limit.due_on, urgency.value) not in known:
            new += _tell(limit, urgency, by=by, on=on)
    return new


def _tell(limit: Limit, urgency: Reminder.Urgency, *, by: Actor, on: date) -> bool:
    """Write one reminder; another process that was quicker by a moment has done so already."""
    try:
        with transaction.atomic():
            Reminder.objects.create(
                kind=limit.kind, matter=limit.matter, number=limit.number, about=limit.about, code=limit.code,
                what=limit.what, law=limit.law, due_on=limit.due_on, urgency=urgency, authority_id=limit.authority,
                officer_id=limit.officer, sent_on=on,
            )  # fmt: skip
            event = Reminded(
                limit.about, limit.matter, limit.what, str(urgency.label), limit.due_on, limit.authority, on
            )
            journal.record(event, by=by, law=limit.law or NAMED_OFFICER)
    except IntegrityError:
        return False
    return True


def _settle(standing: Iterable[Limit], *, on: date) -> None:
    """Mark the reminders of statutory periods of which the act has been told since; other matters say so themselves."""
    open_now = {(limit.matter, limit.code) for limit in standing if limit.kind == Reminder.Kind.PERIOD}
    unsettled = Reminder.objects.filter(kind=Reminder.Kind.PERIOD, settled_on__isnull=True)
    over = [row.pk for row in unsettled.only("matter", "code") if (row.matter, row.code) not in open_now]
    Reminder.objects.filter(pk__in=over).update(settled_on=on)


def _known(standing: Iterable[Limit]) -> set[Key]:
    earliest = min((limit.due_on for limit in standing), default=date.max)
    rows = Reminder.objects.filter(due_on__gte=earliest)
    return set(rows.values_list("matter", "code", "due_on", "urgency"))
