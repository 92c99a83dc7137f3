"""The database itself refuses to change the ledger."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from heng.ledger import journal, relay
from heng.ledger.models import Entry, Turn
from heng.ledger.search import BigramField
from tests.ledger.stories import NOON, WANG_FANG, bid
from tests.support.append_only import append_only, lifted

CHANGES = [
    ("ledger_entry", "UPDATE ledger_entry SET person = 'somebody else'"),
    ("ledger_entry", "UPDATE ledger_entry SET law = law WHERE id = (SELECT max(id) FROM ledger_entry)"),
    ("ledger_entry", "DELETE FROM ledger_entry"),
    ("ledger_turn", "DELETE FROM ledger_turn"),
    ("ledger_turn", "UPDATE ledger_turn SET position = position + 100"),
]
ENTRY_ANEW = "SELECT id, kind, subject, at, role, person, post, '', 'x', body FROM ledger_entry"
REPLACEMENTS = {
    "sqlite": [
        ("ledger_entry", f"REPLACE INTO ledger_entry {ENTRY_ANEW}"),
        ("ledger_turn", "REPLACE INTO ledger_turn (position, entry_id) SELECT position, 7 FROM ledger_turn"),
        ("ledger_turn", "REPLACE INTO ledger_turn (position, entry_id) SELECT position + 7, entry_id FROM ledger_turn"),
    ],
    "postgresql": [
        ("ledger_entry", "TRUNCATE ledger_entry CASCADE"),
        ("ledger_turn", "TRUNCATE ledger_turn"),
        (
            "ledger_turn",
            "INSERT INTO ledger_turn SELECT * FROM ledger_turn ON CONFLICT (position) DO UPDATE SET position = 99",
        ),
    ],
}
GUARDS = {"sqlite": ("no_update", "no_delete", "no_replace"), "postgresql": ("only_grows",)}


@pytest.fixture
def story(silence):
    """One entry with its turn."""
    entry = journal.record(bid(), by=WANG_FANG)
    relay.run(now=NOON)
    connection.check_constraints()  # or PostgreSQL refuses to truncate for another reason
    return entry


def refused(table: str, statement: str) -> bool:
    """Whether this very table refuses a statement of an intruder who speaks to the database directly."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as fault:
        return f"{table} is append-only" in str(fault)
    return False


@pytest.mark.django_db
@pytest.mark.clause("7.6")
@pytest.mark.parametrize(("table", "statement"), CHANGES)
def test_an_intruder_at_the_database_changes_nothing(story, table, statement):
    before = list(Entry.objects.values()), list(Turn.objects.values())
    assert refused(table, statement)
    assert (list(Entry.objects.values()), list(Turn.objects.values())) == before


@pytest.mark.django_db
def test_an_intruder_replaces_nothing(story):
    for table, statement in REPLACEMENTS[connection.vendor]:
        assert refused(table, statement), statement
    assert Entry.objects.get().law == ""


@pytest.mark.django_db
def test_the_program_itself_cannot_change_an_entry(story):
    story.law = "另一条"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        story.save()


@pytest.mark.django_db
def test_without_the_triggers_the_intruder_would_succeed(story):
    with lifted():
        assert not refused(*CHANGES[0])
    assert refused(*CHANGES[0])


@pytest.mark.django_db
def test_every_guard_still_stands_after_the_last_migration():
    """A later migration that rebuilds a table on SQLite drops its triggers: it must end with the operation again."""
    guarded = {table.table for table in append_only()}
    assert guarded >= {"ledger_entry", "ledger_turn"}
    assert {f"{table}_{guard}" for table in guarded for guard in GUARDS[connection.vendor]} <= made()


@pytest.mark.django_db
def test_every_column_of_bigrams_has_its_index_after_the_last_migration():
    columns = [
        f"{model._meta.db_table}_{field.column}_words"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, BigramField)
    ]
    wanted = {f"{column}_{act}" for column in columns for act in ("add", "drop", "change")}
    assert columns
    assert (wanted if connection.vendor == "sqlite" else set(columns)) <= made()


def made() -> set[str]:
    """Names of triggers and indexes in the database."""
    sources = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'index')",
        "postgresql": "SELECT tgname FROM pg_trigger UNION ALL SELECT indexname FROM pg_indexes",
    }
    with connection.cursor() as cursor:
        cursor.execute(sources[connection.vendor])
        return {name for (name,) in cursor.fetchall()}
