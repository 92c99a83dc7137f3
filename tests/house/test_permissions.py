"""Who may open what: every address against every kind of actor, as `permissions.csv` beside this file says.

A row is an address with a method; `args` fills the address with words of `tests/support/world.py`. A cell says how
the actor is met:

    yes      let in: whatever the answer then is, it is no denial
    login    asked to log in
    no       403
    hidden   404: for this actor there is no such thing
    refused  409: the law says no
    a number exactly that status
"""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.support import world as worlds
from tests.support.doors import doors

TABLE = Path(__file__).with_name("permissions.csv")
ACTORS = (
    "public",
    "owner",
    "centre",
    "officer",
    "neighbour",
    "watcher",
    "coordinator",
    "administrator",
    "machine",
)
DENIALS = {401, 403, 404, 405, 409}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_address_has_a_name_and_stands_in_the_table():
    named = {door.name for door in doors()}
    assert not [door.route for door in doors() if door.name.endswith("?")], "give the address a name"
    listed = {row["url"] for row in rows()}
    assert not named - listed, "add a row to tests/house/permissions.csv"
    assert not listed - named, "no such address: take the row away"


def test_the_table_says_each_thing_once_and_leaves_no_actor_out():
    twice = Counter((row["url"], row["method"], row["args"]) for row in rows())
    assert not [row for row, times in twice.items() if times > 1]
    assert not [row["url"] for row in rows() if not all(row[actor] for actor in ACTORS)]


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ACTORS)
def test_every_address_meets_this_actor_as_the_table_says(actor: str):
    world = worlds.build(date.today())  # noqa: DTZ011  -- as the doors read the day
    cookies = _client(world, actor).cookies
    wrong = []
    for row in rows():
        met = _meet(world, row, actor, cookies)
        if met != row[actor] and not (row[actor] == "yes" and met.startswith("yes")):
            wrong.append(f"{row['method']} {row['url']} {row['args']}: {met}, not {row[actor]}")
    assert not wrong, "\n".join(wrong)


def _client(world: worlds.World, actor: str) -> Client:
    client = Client(raise_request_exception=False)
    if actor in world.accounts:
        client.force_login(world.accounts[actor], backend=BACKEND)
    return client


def _meet(world: worlds.World, row: dict[str, str], actor: str, cookies: object) -> str:
    """Knock once, undo what came of it, and name the answer as the table does."""
    cache.clear()
    client = Client(raise_request_exception=False)
    client.cookies.load(cookies.output(header="", sep=";"))
    words = dict(word.split("=") for word in row["args"].split())
    address = reverse(row["url"], kwargs={name: world.words.get(word, word) for name, word in words.items()})
    key = {"X-API-Key": worlds.KEY} if actor == "machine" else {}
    with transaction.atomic():
        answer = client.generic(row["method"], address, headers=key)
        transaction.set_rollback(True)
    return _name(answer.status_code, answer.headers.get("Location", ""), row[actor])


def _name(status: int, location: str, expected: str) -> str:
    if expected.isdecimal():
        return str(status)
    if status in {301, 302} and location.startswith(reverse("account_login")):
        return "login"
    names = {403: "no", 404: "hidden", 409: "refused"}
    if status in names:
        return names[status]
    return str(status) if status in DENIALS or status >= 500 else f"yes ({status})"
