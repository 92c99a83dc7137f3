"""Operations for migrations that the database itself must keep: append-only tables, and indexes over bigrams.

On SQLite a later migration that rebuilds a table drops its triggers: it must end with the same operation again. A house
test looks for the triggers after the last migration.
"""

from collections.abc import Iterable
from string import Template
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

ONLY_GROWS = {
    "postgresql": """
        CREATE OR REPLACE FUNCTION ledger_refuses_change() RETURNS trigger LANGUAGE plpgsql AS $$$$
        BEGIN
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
        END $$$$;;
        CREATE TRIGGER "${table}_only_grows" BEFORE UPDATE OR DELETE OR TRUNCATE ON "$table"
            FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses_change()
    """,
    # REPLACE deletes without waking a trigger on DELETE: hence the third
    "sqlite": """
        CREATE TRIGGER "${table}_no_update" BEFORE UPDATE ON "$table"
            BEGIN SELECT RAISE(ABORT, '$table is append-only'); END;;
        CREATE TRIGGER "${table}_no_delete" BEFORE DELETE ON "$table"
            BEGIN SELECT RAISE(ABORT, '$table is append-only'); END;;
        CREATE TRIGGER "${table}_no_replace" BEFORE INSERT ON "$table"
            WHEN EXISTS (SELECT 1 FROM "$table" WHERE $same)
            BEGIN SELECT RAISE(ABORT, '$table is append-only'); END
    """,
}
GROWS_NO_MORE = {
    "postgresql": 'DROP TRIGGER IF EXISTS "${table}_only_grows" ON "$table"',
    "sqlite": """
        DROP TRIGGER IF EXISTS "${table}_no_update";;
        DROP TRIGGER IF EXISTS "${table}_no_delete";;
        DROP TRIGGER IF EXISTS "${table}_no_replace"
    """,
}
INDEX = {
    "postgresql": 'CREATE INDEX "$words" ON "$table" USING gin ($vector)',
    "sqlite": """
        CREATE VIRTUAL TABLE "$words" USING fts5(
            "$column", content='$table', content_rowid='$key', tokenize='ascii', detail='none');;
        INSERT INTO "$words" ("$words") VALUES ('rebuild');;
        CREATE TRIGGER "${words}_add" AFTER INSERT ON "$table" BEGIN
            INSERT INTO "$words" (rowid, "$column") VALUES (NEW."$key", NEW."$column");
        END;;
        CREATE TRIGGER "${words}_drop" AFTER DELETE ON "$table" BEGIN
            INSERT INTO "$words" ("$words", rowid, "$column") VALUES ('delete', OLD."$key", OLD."$column");
        END;;
        CREATE TRIGGER "${words}_change" AFTER UPDATE ON "$table" WHEN OLD."$column" IS NOT NEW."$column" BEGIN
            INSERT INTO "$words" ("$words", rowid, "$column") VALUES ('delete', OLD."$key", OLD."$column");
            INSERT INTO "$words" (rowid, "$column") VALUES (NEW."$key", NEW."$column");
        END
    """,
}
INDEX_NO_MORE = {
    "postgresql": 'DROP INDEX IF EXISTS "$words"',
    "sqlite": """
        DROP TRIGGER IF EXISTS "${words}_add";;
        DROP TRIGGER IF EXISTS "${words}_drop";;
        DROP TRIGGER IF EXISTS "${words}_change";;
        DROP TABLE IF EXISTS "$words"
    """,
}
VECTOR = "array_to_tsvector(array_remove(string_to_array($column, ' '), ''))"


class _Statements(Operation):
    """Runs statements of the vendor, forwards and backwards; running them again changes nothing."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing in the models: triggers and indexes are the database's alone."""

    def database_forwards(
        self, _app: str, schema_editor: BaseDatabaseSchemaEditor, _before: ProjectState, _after: ProjectState
    ) -> None:
        """Remove what may stand there from before, then make it."""
        vendor = schema_editor.connection.vendor
        _execute(schema_editor, [*self.undo(vendor), *self.do(vendor)])

    def database_backwards(
        self, _app: str, schema_editor: BaseDatabaseSchemaEditor, _before: ProjectState, _after: ProjectState
    ) -> None:
        """Remove it."""
        _execute(schema_editor, self.undo(schema_editor.connection.vendor))

    def do(self, vendor: str) -> list[str]:
        """Return the statements that make it."""
        raise NotImplementedError

    def undo(self, vendor: str) -> list[str]:
        """Return the statements that remove it, harmless where it does not stand."""
        raise NotImplementedError


class AppendOnly(_Statements):
    """Let the database refuse UPDATE, DELETE and TRUNCATE of a table, and REPLACE of a row with one of these keys.

    A key is a column, or a tuple of columns that are unique together.
    """

    def __init__(self, table: str, keys: Iterable[str | tuple[str, ...]] = ("id",)) -> None:
        self.table = table
        self.keys = tuple(keys)

    def describe(self) -> str:
        """Say what it does."""
        return f"Let {self.table} only grow"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return the call that makes it."""
        return type(self).__name__, [self.table, self.keys], {}

    def do(self, vendor: str) -> list[str]:
        """Make the triggers."""
        same = " OR ".join(_same(key) for key in self.keys)
        return _statements(ONLY_GROWS[vendor], table=self.table, same=same)

    def undo(self, vendor: str) -> list[str]:
        """Drop the triggers."""
        return _statements(GROWS_NO_MORE[vendor], table=self.table)


class CreateBigramIndex(_Statements):
    """Index a `BigramField` of a table for its lookup `words`, what stands there already included.

    SQLite: an FTS5 table `<table>_<column>_words` beside the table, kept by triggers. PostgreSQL: a GIN index.
    `key` is the integer primary key of the table.
    """

    def __init__(self, table: str, column: str, key: str = "id") -> None:
        self.table = table
        self.column = column
        self.key = key

    def describe(self) -> str:
        """Say what it does."""
        return f"Index the bigrams of {self.table}.{self.column}"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return the call that makes it."""
        return type(self).__name__, [self.table, self.column, self.key], {}

    def do(self, vendor: str) -> list[str]:
        """Make the index and fill it."""
        return _statements(
            INDEX[vendor],
            table=self.table,
            column=self.column,
            key=self.key,
            words=words_of(self.table, self.column),
            vector=vector_of(f'"{self.column}"'),
        )

    def undo(self, vendor: str) -> list[str]:
        """Drop the index."""
        return _statements(INDEX_NO_MORE[vendor], words=words_of(self.table, self.column))


def words_of(table: str, column: str) -> str:
    """Name the index of a column."""
    return f"{table}_{column}_words"


def vector_of(column: str) -> str:
    """Turn a column of bigrams, given in SQL, into a vector of exactly these words: no parser, no locale."""
    return Template(VECTOR).substitute(column=column)


def _same(key: str | tuple[str, ...]) -> str:
    columns = (key,) if isinstance(key, str) else key
    return " AND ".join(f'"{column}" = NEW."{column}"' for column in columns)


def _statements(text: str, **names: str) -> list[str]:
    """Fill in the names; two semicolons part statements."""
    return [statement.strip() for statement in Template(text).substitute(names).split(";;")]


def _execute(schema_editor: BaseDatabaseSchemaEditor, statements: list[str]) -> None:
    for statement in statements:
        schema_editor.execute(statement, params=None)
