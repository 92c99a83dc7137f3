"""How long a file is kept 「保存期限」: by dated rule, counted from the end of what it is about; a hold stops deletion.

The ledger does not know when a trade has ended. `keep_until` counts from the day of keeping, so it is the earliest day;
who deletes says besides when the matter ended, and both periods must have run.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from heng.engines.deadlines import Kind, Period, Unit
from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.ledger.evidence.events import HoldLifted, HoldPlaced
from heng.ledger.evidence.models import File, Hold
from heng.ledger.evidence.recordings.models import Footage

OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """A row of `data/retention.csv`: files of a kind are kept so many years after an event."""

    kind: str
    title: str
    years: int
    from_event: str
    law: str
    effective_from: date
    effective_to: date | None
    certainty: str
    source: str

    def last_day(self, start: date) -> date:
        """Find the last day on which the file must still be kept."""
        return Period(Kind.MIN, self.years, Unit.YEAR, self.law, rolls=False).last_day(start)


def rule(kind: str, *, on: date) -> RetentionRule:
    """Give the rule for a kind of files as it stands on a day: its own, or the one for all others.

    Raises:
        KeyError: no rule was in force then.
    """
    standing = {row.kind: row for row in _rules() if row.effective_from <= on <= (row.effective_to or date.max)}
    return standing.get(kind) or standing[OTHER]


def held(kept: File | Footage) -> Hold | None:
    """Give the hold on a file or a recording, or on what it is about."""
    return holds(kept.ref, kept.about).first()


def holds(*subjects: str) -> QuerySet[Hold]:
    """The holds that stand on these subjects."""
    return Hold.objects.filter(subject__in=subjects, lifted_on__isnull=True)


@transaction.atomic
def place(subject: str, *, by: journal.Author, on: date, reason: str) -> Hold:
    """Hold 「封存」: from now on nothing about the subject is deleted, whatever its day.

    Raises:
        Refusal: `reason-missing`; `held-already`.
    """
    why = _reason(reason, "封存")
    try:
        with transaction.atomic():
            hold = Hold.objects.create(subject=subject, reason=why, person=by.person, placed_on=on)
    except IntegrityError as fault:
        raise Refusal("held-already", "已经封存，不需要再次封存") from fault
    journal.record(HoldPlaced(subject, why, on), by=by)
    return hold


@transaction.atomic
def lift(hold: Hold, *, by: journal.Author, on: date, reason: str) -> Hold:
    """Lift a hold 「解除封存」.

    Raises:
        Refusal: `reason-missing`; `lifted-already`.
    """
    why = _reason(reason, "解除封存")
    standing = Hold.objects.select_for_update().get(pk=hold.pk)
    if standing.lifted_on is not None:
        raise Refusal("lifted-already", f"已于{standing.lifted_on}解除封存")
    standing.lifted_on = on
    standing.save(update_fields=["lifted_on"])
    journal.record(HoldLifted(standing.subject, why, on), by=by)
    return standing


def check_deletable(kept: File | Footage, *, ended_on: date | None, on: date) -> None:
    """Refuse to delete what is held, or must still be kept; `ended_on` is when what it is about ended.

    Raises:
        Refusal: `held`, `not-ended` or `still-kept`.
    """
    hold, law = held(kept), rule(kept.retention, on=on)
    if hold is not None:
        raise Refusal("held", f"已于{hold.placed_on}封存（{hold.reason}），解除封存前不得销毁")
    if ended_on is None:
        raise Refusal("not-ended", f"有关事项尚未结束，保存期限自{law.from_event}起算，不得销毁", law.law)
    until = max(kept.keep_until, law.last_day(ended_on))
    if on <= until:
        raise Refusal("still-kept", f"须至少保存至{until}，期满前不得销毁", law.law)


def _reason(reason: str, act: str) -> str:
    if not reason.strip():
        raise Refusal("reason-missing", f"{act}应当说明原因，请填写原因")
    return reason.strip()


@cache
def _rules() -> tuple[RetentionRule, ...]:
    text = files("heng.ledger.evidence").joinpath("data", "retention.csv").read_text(encoding="utf-8")
    return tuple(_rule(row) for row in csv.DictReader(text.splitlines()))


def _rule(row: dict[str, str]) -> RetentionRule:
    return RetentionRule(
        kind=row["kind"],
        title=row["title"],
        years=int(row["years"]),
        from_event=row["from_event"],
        law=f"{row['document_number']} {row['article']}".strip(),
        effective_from=date.fromisoformat(row["effective_from"]),
        effective_to=date.fromisoformat(row["effective_to"]) if row["effective_to"] else None,
        certainty=row["certainty"],
        source=row["source"],
    )
