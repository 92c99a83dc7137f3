"""Databases of a measurement 「数据库」: founded like those of a new city, in a folder that is gone afterwards."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import django
import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from tests.support import postgres

TWIN = "bare"
KINDS = ("sqlite", "postgresql")


@contextmanager
def private(kind: str) -> Iterator[Path]:
    """Let Django find an empty database of its own; to be entered once, before anything asks Django."""
    with tempfile.TemporaryDirectory(prefix="heng-bench-") as name:
        folder = Path(name)
        for variable in [variable for variable in os.environ if variable.startswith("HENG_")]:
            del os.environ[variable]
        os.environ |= {
            "HENG_DATA_DIR": name,
            "HENG_SECRET_KEY": "a key that guards nothing, of a measurement",
            "HENG_MFA_REQUIRED": "0",
            "DJANGO_SETTINGS_MODULE": "heng.config.settings",
        }
        if kind == "postgresql":
            os.environ["HENG_DATABASE_URL"] = postgres.start()
        django.setup()
        call_command("migrate", verbosity=0)
        yield folder
        connections.close_all()


def found_the_city(on: date) -> None:
    """Enter the departments of the city."""
    from heng.registers.authorities.actors import CLOCK  # noqa: PLC0415  -- only once Django is set up
    from heng.registers.authorities.services.organs import load_organs  # noqa: PLC0415

    load_organs(by=CLOCK, on=on)


def fill_elsewhere(fill: Callable[[], None]) -> None:
    """Fill the database in another process, whose memory is its own."""
    connections.close_all()
    child = os.fork()
    if not child:
        fill()
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        raise RuntimeError("the database was not filled")


def twin() -> None:
    """Copy the database, as it stands, into another that Django knows as `bare`."""
    own = settings.DATABASES["default"]
    connection.close()
    if connection.vendor == "sqlite":
        copy = Path(own["NAME"]).with_name("bare.sqlite3")
        shutil.copyfile(own["NAME"], copy)
        connections.settings[TWIN] = {**own, "NAME": copy}
        return
    server = urlsplit(os.environ["HENG_DATABASE_URL"])
    with psycopg.connect(server._replace(path="/template1").geturl(), autocommit=True) as line:
        line.execute('CREATE DATABASE bare TEMPLATE "postgres"')
    connections.settings[TWIN] = {**own, "NAME": TWIN}


def analyse() -> None:
    """Let the planner know what lies in the tables."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def tables() -> list[str]:
    """Name every table of the program, as `app.model`."""
    return [model._meta.label for model in apps.get_models() if model.__module__.startswith("heng.")]


def server_seconds(alias: str) -> float:
    """Return the CPU time that the database server spent for a connection; SQLite has none beside this process."""
    line = connections[alias]
    if line.vendor == "sqlite":
        return 0.0
    line.ensure_connection()
    found = Path(f"/proc/{line.connection.info.backend_pid}/schedstat").read_text(encoding="ascii")
    return int(found.split()[0]) / 1e9


class Watch:
    """A stop watch for work on one database: seconds that went by, and seconds of CPU of client and server."""

    def __init__(self, alias: str = "default") -> None:
        self.alias = alias
        self.wall = self.cpu = 0.0

    def __enter__(self) -> "Watch":
        self._server, self._own, self._start = server_seconds(self.alias), time.process_time(), time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall += time.perf_counter() - self._start
        self.cpu += time.process_time() - self._own + server_seconds(self.alias) - self._server
