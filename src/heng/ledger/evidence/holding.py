"""Holds 「封存」: while one stands, nothing about its subject is deleted: a file, a recording, a project, a party."""

from collections.abc import Collection
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.ledger.evidence.events import HoldLifted, HoldPlaced
from heng.ledger.evidence.models import Hold


def standing(*subjects: str) -> QuerySet[Hold]:
    """The holds that stand on these subjects."""
    return Hold.objects.filter(subject__in=subjects, lifted_on__isnull=True)


def placed_by(departments: Collection[str] | None) -> QuerySet[Hold]:
    """List the holds that these organs placed, or all (None); those that stand first, then the newest."""
    found = Hold.objects.order_by(F("lifted_on").desc(nulls_first=True), "-pk")
    return found if departments is None else found.filter(department__in=departments)


@transaction.atomic
def place(subject: str, *, by: journal.Author, on: date, reason: str, law: str) -> Hold:
    """Hold 「封存」: from now on nothing about the subject is deleted, whatever its day.

    Raises:
        Refusal: `reason-missing` or `law-missing`; `held-already`.
    """
    why = _told(reason, "reason-missing", "封存应当说明原因，请填写原因")
    basis = _told(law, "law-missing", "封存应当有依据，请填写所依据的条文或者文书")
    facts = {"reason": why, "law": basis, "person": by.person, "department": by.authority}
    try:
        with transaction.atomic():
            hold = Hold.objects.create(subject=subject, placed_on=on, **facts)
    except IntegrityError as fault:
        raise Refusal("held-already", "已经封存，不需要再次封存") from fault
    journal.record(HoldPlaced(subject, why, on), by=by, law=basis)
    return hold


@transaction.atomic
def lift(hold: Hold, *, by: journal.Author, on: date, reason: str) -> Hold:
    """Lift a hold 「解除封存」.

    Raises:
        Refusal: `reason-missing`; `lifted-already`.
    """
    why = _told(reason, "reason-missing", "解除封存应当说明原因，请填写原因")
    found = Hold.objects.select_for_update().get(pk=hold.pk)
    if found.lifted_on is not None:
        raise Refusal("lifted-already", f"已于{found.lifted_on}解除封存")
    found.lifted_on = on
    found.save(update_fields=["lifted_on"])
    journal.record(HoldLifted(found.subject, why, on), by=by, law=found.law)
    return found


def _told(text: str, code: str, sentence: str) -> str:
    if not text.strip():
        raise Refusal(code, sentence)
    return text.strip()
