"""Every address of the site, as the resolver knows it, and how each kind of actor is met there."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path

from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.support import source, world
from tests.support.world import World

TABLE: Path = source.ROOT / "tests/house/permissions.csv"
ACTORS = (
    "public",
    "owner",
    "centre",
    "officer",
    "neighbour",
    "watcher",
    "coordinator",
    "government",
    "administrator",
    "machine",
)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NAMES = {401: "key", 403: "no", 404: "hidden", 405: "method", 409: "refused"}
FORM = "application/x-www-form-urlencoded"
FAULT, REFUSED = 500, 409
NO_POWER = "您无权"  # how a procedure refuses whom a step does not name


@dataclass(frozen=True, slots=True)
class Door:
    """One address: its name with namespaces, and how it is written."""

    name: str
    route: str


def doors() -> list[Door]:
    """List every address, by name."""
    return sorted(_walk(get_resolver().url_patterns, "", ""), key=lambda door: (door.name, door.route))


def _walk(patterns: list[URLPattern | URLResolver], space: str, route: str) -> Iterator[Door]:
    for pattern in patterns:
        there = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner, there)
        else:
            yield Door(f"{space}{pattern.name or '?'}", there)


def rows() -> list[dict[str, str]]:
    """Read the table of permissions."""
    with TABLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def cookies(there: World, actor: str) -> SimpleCookie:
    """Log an actor in, if it has an account, and return its cookies."""
    client = Client(raise_request_exception=False)
    if actor in there.accounts:
        client.force_login(there.accounts[actor], backend=BACKEND)
    return client.cookies


def meet(there: World, row: Mapping[str, str], actor: str, carried: SimpleCookie) -> str:
    """Knock once as an actor, undo what came of it, and name the answer as the table does."""
    cache.clear()  # what was counted against the last visitor
    client = Client(raise_request_exception=False)
    client.cookies.load(carried.output(header="", sep=";"))
    words = dict(word.split("=", 1) for word in row["args"].split())
    address = reverse(row["url"], kwargs={name: there.words.get(word, word) for name, word in words.items()})
    key = {"X-API-Key": world.KEY} if actor == "machine" else {}
    with transaction.atomic():
        answer = client.generic(row["method"], address, row["form"], FORM, headers=key)
        transaction.set_rollback(True)
    if answer.status_code in {301, 302} and answer.headers["Location"].startswith(reverse("account_login")):
        return "login"
    if answer.status_code >= FAULT:
        return f"fault {answer.status_code}"
    if answer.status_code == REFUSED and NO_POWER in answer.content.decode():
        return "powerless"
    return NAMES.get(answer.status_code, "yes")
