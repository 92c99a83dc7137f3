"""Databases of their own, for processes that a test starts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.db import connection


@contextmanager
def another(folder: Path, name: str) -> Iterator[str]:
    """Give the address of an empty database of the kind that the tests run on; it is gone afterwards."""
    if connection.vendor == "sqlite":
        yield f"sqlite://{folder}/{name}.sqlite3"
        return
    server = urlsplit(os.environ["HENG_DATABASE_URL"])
    own = f"{name}_{os.getpid()}"
    _ask(server.geturl(), f'CREATE DATABASE "{own}"')
    try:
        yield server._replace(path=f"/{own}").geturl()
    finally:
        _ask(server.geturl(), f'DROP DATABASE "{own}" WITH (FORCE)')


def _ask(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as line:
        line.execute(statement.encode())
