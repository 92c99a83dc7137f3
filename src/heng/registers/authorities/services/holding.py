"""One after the other: what two may do at the same moment, when neither finds a row to lock."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b

from django.db import IntegrityError, connection, transaction

from heng.engines.procedure import Refusal


def hold(names: Iterable[str]) -> None:
    """Let one process at a time go on under each of these names, until it commits (SQLite has one writer anyhow)."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for name in sorted(set(names)):  # everybody in one order, so that no two wait for each other
            lock = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True)
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


@contextmanager
def entered_once(refusal: Refusal) -> Iterator[None]:
    """Insert a row, or refuse when another process was quicker by a moment."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise refusal from error
