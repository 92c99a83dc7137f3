"""Entries are read by their turns, as the log will have them."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from heng.ledger.models import Entry
from heng.ledger.transparency import reading

pytestmark = pytest.mark.django_db


def test_entries_come_in_the_order_of_their_turns_over_the_edges_of_batches(record, monkeypatch):
    entries = record(10)
    monkeypatch.setattr(reading, "BATCH", 3)
    found = list(reading.rows(1, 9))
    assert [row.entry for row in found] == [entry.pk for entry in entries[1:9]]
    assert {row.department for row in found} == {entries[0].department}


def test_a_moment_is_told_in_utc_with_six_digits_as_the_database_keeps_it(record):
    (entry,) = record(1)
    (row,) = reading.rows(0, 1)
    kept = Entry.objects.get(pk=entry.pk).at.astimezone(UTC)
    assert row.at == kept.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    for told in ("2026-03-02 04:00:00", "2026-03-02 04:00:00.5", "2026-03-02 04:00:00.5+00"):
        moment = reading.row_of((1, 1, "", "", told, *[""] * 6)).at
        assert datetime.fromisoformat(moment) == datetime.fromisoformat(told[:21]).replace(tzinfo=UTC)
        assert len(moment) == len("2026-03-02T04:00:00.000000Z")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite looks up turn by turn anyway")
def test_a_batch_never_reads_the_whole_journal(record):
    record(2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        query = reading.QUERIES["postgresql"].replace("%s", "{}").format(100, 1900)
        cursor.execute(f"EXPLAIN {query}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Scan using ledger_entry_pkey" in plan
    assert "Hash Join" not in plan
