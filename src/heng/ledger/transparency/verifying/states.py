"""Recording what rows say 「登记业务数据摘要」, after acts about them: in an entry, which is sealed like any other.

Writers wait for nothing: the clock follows the turns, and reads the rows of the rooms and subjects of which acts told.
What no act told of is not read anew, so that it is found to differ.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db import transaction

from heng.ledger import journal, reading, relay
from heng.ledger.journal import Author
from heng.ledger.models import Turn
from heng.ledger.transparency.verifying.covering import Cover, State
from heng.ledger.transparency.verifying.events import RowsRecorded
from heng.ledger.transparency.verifying.models import Progress, RowState

TURNS, LINES = 500, 250  # that are read, and written, at once
AFTER_ACTS = "有关留痕之后"

Key = tuple[str, str]
"""A row by its table and its primary key as text."""


def record(covers: Collection[Cover], *, by: Author) -> int:
    """Record the rows of which acts told since the last time; return how many had changed."""
    relay.sequence()
    position, until, count = _position(), reading.horizon(), 0
    while position < until:
        turns = Turn.objects.filter(position__gt=position, position__lte=position + TURNS)
        last = min(until, position + TURNS)
        told = _told(turns.filter(position__lte=last).values_list("entry__kind", "entry__subject"))
        for cover in covers:
            if subjects := told.get(cover.room):
                count += _record(cover, _changed(cover, subjects), last, AFTER_ACTS, by)
        _move(position, last)
        position = last
    return count


def record_anew(covers: Collection[Cover], *, by: Author, reason: str) -> int:
    """Record every row that differs from what was recorded, after a change of the tables themselves, say.

    What differs until then is accepted as it is: verify first. The reason stands in the entries.
    """
    count = 0
    for cover in covers:
        now = {state.row: state for state in cover.states(cover.rows())}
        count += _record(cover, _differing(now, _known(cover.table)), _position(), reason, by)
    return count


def _told(acts: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Gather the subjects of which each room told."""
    told: dict[str, set[str]] = defaultdict(set)
    for kind, subject in acts:
        told[kind.partition(".")[0]].add(subject)
    return told


def _changed(cover: Cover, subjects: Collection[str]) -> list[State]:
    rows = cover.about(subjects)
    if rows is None:
        return []
    now = {state.row: state for state in cover.states(rows)}
    known = _known(cover.table, row__in=list(now)) | _known(cover.table, about__in=list(subjects))
    return _differing(now, known)


def _differing(now: dict[str, State], known: dict[str, State]) -> list[State]:
    gone = [state._replace(digest="") for row, state in known.items() if row not in now and state.digest]
    fresh = [state for row, state in now.items() if row not in known or known[row].digest != state.digest]
    return fresh + gone


def _known(table: str, **facts: object) -> dict[str, State]:
    states = RowState.objects.filter(table=table, **facts)
    return {state[1]: State(*state) for state in states.values_list("table", "row", "about", "digest")}


def _record(cover: Cover, states: Sequence[State], through: int, reason: str, by: Author) -> int:
    for part in _parts(states):
        _write(cover, part, through, reason, by)
    return len(states)


def _parts(states: Sequence[State]) -> Iterator[Sequence[State]]:
    for first in range(0, len(states), LINES):
        yield states[first : first + LINES]


@transaction.atomic
def _write(cover: Cover, states: Sequence[State], through: int, reason: str, by: Author) -> None:
    lines = tuple(f"{state.table} {state.digest} {state.row}" for state in states)
    entry = journal.record(RowsRecorded(cover.room, lines, through, reason), by=by)
    RowState.objects.bulk_create(
        [RowState(entry=entry, **state._asdict()) for state in states],
        update_conflicts=True,
        unique_fields=["table", "row"],
        update_fields=["about", "digest", "entry"],
    )


def _position() -> int:
    return Progress.objects.values_list("position", flat=True).first() or 0


@transaction.atomic
def _move(before: int, after: int) -> None:
    """Note how far the acts are accounted for; two who record at once may both do so, and write the same."""
    Progress.objects.get_or_create(pk=1)
    Progress.objects.filter(pk=1, position=before).update(position=after)
