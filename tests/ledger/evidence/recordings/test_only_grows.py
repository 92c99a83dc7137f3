"""The database itself refuses to change segments and manifests; taking in and signing need no change."""

import pytest
from django.db import DatabaseError, connection, transaction

from heng.ledger.evidence.recordings import ingest, manifest
from heng.ledger.evidence.recordings.models import Manifest, Segment
from tests.ledger.evidence.recordings.conftest import SIGNER, begun
from tests.ledger.stories import NOON, WANG_FANG

pytestmark = [pytest.mark.django_db, pytest.mark.clause("7.5")]
CHANGES = [
    ("ledger_segment", "UPDATE ledger_segment SET arrived_at = arrived_at"),
    ("ledger_segment", "DELETE FROM ledger_segment"),
    ("ledger_manifest", "UPDATE ledger_manifest SET note = ''"),
    ("ledger_manifest", "DELETE FROM ledger_manifest"),
]


@pytest.fixture
def footage(chunks):
    """Two chunks, signed one by one; another recording has the same sequences."""
    other, footage = begun(), begun()
    for sequence in (0, 1):
        for one in (other, footage):
            ingest.take(one, chunks[sequence], sequence=sequence, offset=2000 * sequence, at=NOON)
        manifest.seal(footage, signer=SIGNER, by=WANG_FANG, at=NOON)
    connection.check_constraints()
    return footage


def rows():
    return list(Segment.objects.order_by("pk").values()), list(Manifest.objects.order_by("pk").values())


def check_refused(table, statement):
    with (
        pytest.raises(DatabaseError, match=f"{table} is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(("table", "statement"), CHANGES)
def test_an_intruder_changes_no_segment_and_no_manifest(footage, table, statement):
    before = rows()
    check_refused(table, statement)
    assert rows() == before
    assert [len(each) for each in before] == [4, 2]


@pytest.mark.parametrize("model", [Segment, Manifest])
def test_an_intruder_puts_nothing_in_the_place_of_a_row(footage, model):
    table, (place,) = model._meta.db_table, model._meta.constraints[0].fields[1:]
    columns = [f'"{field.column}"' for field in model._meta.local_fields]
    row = f"{', '.join(columns)}) SELECT {', '.join(['id + 1000', *columns[1:]])} FROM {table}"
    if connection.vendor == "sqlite":
        check_refused(table, f"REPLACE INTO {table} ({row}")
    else:
        check_refused(table, f'INSERT INTO {table} ({row} ON CONFLICT (footage_id, "{place}") DO UPDATE SET id = 0')
        check_refused(table, f"TRUNCATE {table} CASCADE")


def test_the_end_of_a_recording_needs_no_change_of_its_segments(footage):
    before = rows()
    assert ingest.finish(footage, by=WANG_FANG, at=NOON).ended_at == NOON
    assert rows() == before
