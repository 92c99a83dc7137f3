"""One sealer at a time 「固化锁」: a lock that ends with the process that holds it, and keeps no writer waiting."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

_SEALER_LOCK = 0x5345414C  # "SEAL", the key of the advisory lock


@contextmanager
def sole_sealer() -> Iterator[bool]:
    """Give whether nobody else seals; if so, nobody does until the end.

    PostgreSQL: an advisory lock of the session, which a pooler must not hand on. SQLite: a lock on a file, since its
    one write lock is for writers.
    """
    with (_by_database if connection.vendor == "postgresql" else _by_file)() as is_sole:
        yield is_sole


@contextmanager
def _by_database() -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_SEALER_LOCK])
        is_sole = bool(cursor.fetchone()[0])
    try:
        yield is_sole
    finally:
        if is_sole and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_SEALER_LOCK])


@contextmanager
def _by_file() -> Iterator[bool]:
    place = Path(settings.LOG_ROOT).with_suffix(".lock")  # beside the log, which web servers give out
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
