"""How writers queue for the one lock of SQLite."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from heng.config.environment import database
from heng.config.sqlite.base import DatabaseWrapper

TIMEOUT = 0.2
HELD = 0.15


@pytest.fixture
def books(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker
) -> Iterator[ConnectionHandler]:
    """Two connections to one file, whose writers wait for a fifth of a second."""
    monkeypatch.delenv("HENG_DATABASE_URL", raising=False)
    told = database(tmp_path)
    told["OPTIONS"] = {**told["OPTIONS"], "timeout": TIMEOUT}  # type: ignore[dict-item]
    handler = ConnectionHandler({"default": told, "other": dict(told)})
    with django_db_blocker.unblock():
        with handler["default"].cursor() as cursor:
            cursor.execute("CREATE TABLE acts (name TEXT)")
        yield handler
        handler.close_all()


def wrapper(books: ConnectionHandler, name: str) -> DatabaseWrapper:
    found = books[name]
    assert isinstance(found, DatabaseWrapper)
    found.inc_thread_sharing()
    return found


def test_a_writer_begins_as_soon_as_the_lock_is_free(books: ConnectionHandler) -> None:
    holder, waiter = wrapper(books, "default"), wrapper(books, "other")
    freed = [0.0]

    def let_go() -> None:
        time.sleep(HELD)
        freed[0] = time.monotonic()
        holder.commit()

    holder.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    freeing = threading.Thread(target=let_go)
    freeing.start()
    waiter.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    begun = time.monotonic()
    freeing.join()
    assert begun > freed[0] > 0
    with waiter.cursor() as cursor:
        cursor.execute("INSERT INTO acts VALUES ('second')")
    waiter.commit()


def test_a_writer_gives_up_after_the_time_that_is_set(books: ConnectionHandler) -> None:
    holder, waiter = wrapper(books, "default"), wrapper(books, "other")
    holder.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    started = time.monotonic()
    with pytest.raises(OperationalError, match="locked"):
        waiter.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert time.monotonic() - started >= TIMEOUT
    holder.rollback()


def test_a_writer_that_waited_still_waits_for_others_outside_a_transaction(books: ConnectionHandler) -> None:
    waiter = wrapper(books, "other")
    waiter.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    waiter.rollback()
    waiter.set_autocommit(True)
    with waiter.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (int(TIMEOUT * 1000),)


def test_another_fault_than_a_taken_lock_rises_at_once(books: ConnectionHandler) -> None:
    waiter = wrapper(books, "other")
    waiter.ensure_connection()
    waiter.transaction_mode = "NEVER"
    started = time.monotonic()
    with pytest.raises(OperationalError, match="syntax"):
        waiter.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert time.monotonic() - started < TIMEOUT
