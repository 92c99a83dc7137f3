"""Reading the journal as it lies in the database, whatever somebody did to it there."""

from collections.abc import Iterator

from django.db import DatabaseError

from heng.ledger.models import Entry
from heng.ledger.transparency.leaves import Row
from heng.ledger.transparency.reading import row_of, told
from heng.ledger.transparency.verifying.findings import ENTRY, Finding


def rows(first: int, until: int) -> dict[int, Row]:
    """Read the entries from leaf `first` up to `until`, by leaf; what is gone or unreadable is left out."""
    try:
        return dict(_read(first, until))
    except (DatabaseError, ValueError):  # SQLite lets any bytes stand in any column
        return {index: row for each in range(first, until) for index, row in _alone(each)}


def without_turn() -> list[Finding]:
    """Find entries that have no turn and do not wait for one: their turn was taken away, or they were slipped in."""
    lost = Entry.objects.filter(turn__isnull=True).extra(
        where=["NOT EXISTS (SELECT 1 FROM ledger_pending WHERE ledger_pending.entry_id = ledger_entry.id)"]
    )
    return [Finding(ENTRY, f"编号{pk}", "没有序号，也不在等待排序之列") for pk in lost.values_list("pk", flat=True)]


def _read(first: int, until: int) -> Iterator[tuple[int, Row]]:
    for found in told(first, until):
        yield found[0] - 1, row_of(found)


def _alone(index: int) -> list[tuple[int, Row]]:
    try:
        return list(_read(index, index + 1))
    except (DatabaseError, ValueError):
        return []
