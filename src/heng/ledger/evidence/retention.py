"""How long a file is kept 「保存期限」: by dated rule, counted from the end of what it is about; a hold stops deletion.

`keep_until` counts from the day of keeping, so it is the earliest day. Who deletes says when the matter ended, too, and
both periods must have run. The rules are the rows of `data/retention.csv`: a row is closed, and the next one added.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from heng.engines.deadlines import Kind, Period, Unit
from heng.engines.procedure import Refusal
from heng.ledger.evidence import holding
from heng.ledger.evidence.models import File
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
    standing = {row.kind: row for row in rules(on=on)}
    return standing.get(kind) or standing[OTHER]


def rules(*, on: date) -> list[RetentionRule]:
    """List the rules that stand on a day."""
    return [row for row in _rules() if row.effective_from <= on <= (row.effective_to or date.max)]


@dataclass(frozen=True, slots=True)
class Matter:
    """What the room of a matter says of it: when it ended, if it has; who takes part, and whose hold holds it too."""

    ended_on: date | None
    parties: frozenset[str] = frozenset()


def check_deletable(kept: File | Footage, matter: Matter, *, on: date) -> None:
    """Refuse to delete what is held, or must still be kept.

    Raises:
        Refusal: `held`, `not-ended` or `still-kept`.
    """
    hold = holding.standing(kept.ref, kept.about, *matter.parties).first()
    law, ended_on = rule(kept.retention, on=on), matter.ended_on
    if hold is not None:
        raise Refusal("held", f"已于{hold.placed_on}封存（{hold.reason}），解除封存前不得销毁", hold.law)
    if ended_on is None:
        raise Refusal("not-ended", f"有关事项尚未结束，保存期限自{law.from_event}起算，不得销毁", law.law)
    until = max(kept.keep_until, law.last_day(ended_on))
    if on <= until:
        raise Refusal("still-kept", f"须至少保存至{until}，期满前不得销毁", law.law)


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
