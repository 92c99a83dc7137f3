"""Lets tests that commit be cleaned up: the ledger refuses to be emptied, so its triggers are away for that moment.

Only here. The program itself has no way to lift them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.test import TransactionTestCase

from heng.ledger.operations import AppendOnly


def lift_for_cleaning(patch: pytest.MonkeyPatch) -> None:
    """Surround the flush at the end of a transactional test with the removal and return of the triggers."""
    clean = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        with lifted():
            clean(case)

    patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)


@contextmanager
def lifted() -> Iterator[None]:
    """Take the triggers of every append-only table away, and put them back."""
    tables = append_only()
    connection.check_constraints()  # PostgreSQL touches no trigger while checks of the transaction are pending
    _execute([statement for table in tables for statement in table.undo(connection.vendor)])
    try:
        yield
    finally:
        _execute([statement for table in tables for statement in table.do(connection.vendor)])


def append_only() -> list[AppendOnly]:
    """Every table that a migration made append-only."""
    return [operation for operation in operations() if isinstance(operation, AppendOnly)]


def operations() -> Iterator[Operation]:
    """Every operation of the migrations of the house."""
    loader = MigrationLoader(None)
    for key in sorted(loader.disk_migrations):
        migration = loader.disk_migrations[key]
        if migration.__module__.startswith("heng."):
            yield from migration.operations


def _execute(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
