"""What every answer of every address carries, whoever asks: a strict policy, no frame, no sniffing, no copy kept."""

from collections.abc import Iterator
from datetime import date
from http.cookies import SimpleCookie

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.support import world as worlds
from tests.support.doors import FORM, cookies, rows
from tests.support.world import World

ASKING = ("public", "owner", "officer", "coordinator", "administrator", "machine")
FORBIDDEN = ("unsafe-inline", "unsafe-eval", "*", "http:", "https:")
PLAIN = {"nosniff": "X-Content-Type-Options", "DENY": "X-Frame-Options", "same-origin": "Referrer-Policy"}
DEMANDED = (
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)


def answers(world: World, actor: str, carried: SimpleCookie) -> Iterator[tuple[str, HttpResponse]]:
    """Knock at every address of the table as an actor; what came of it is undone."""
    key = {"X-API-Key": worlds.KEY} if actor == "machine" else {}
    for row in rows():
        cache.clear()
        client = Client(raise_request_exception=False)
        client.cookies.load(carried.output(header="", sep=";"))
        words = dict(word.split("=", 1) for word in row["args"].split())
        address = reverse(row["url"], kwargs={name: world.words.get(word, word) for name, word in words.items()})
        with transaction.atomic():
            yield f"{row['method']} {address}", client.generic(row["method"], address, row["form"], FORM, headers=key)
            transaction.set_rollback(True)


def policy_flaws(answer: HttpResponse) -> list[str]:
    """Say what is wrong with the content security policy of an answer."""
    policy = [part.strip() for part in answer.headers.get("Content-Security-Policy", "").split(";")]
    loose = [part for part in policy if any(word in part.split()[1:] for word in FORBIDDEN)]
    return [f"without {part}" for part in DEMANDED if part not in policy] + loose


def is_kept(answer: HttpResponse) -> bool:
    """Say whether a browser or a proxy may keep a copy of the answer."""
    return "no-store" not in answer.headers.get("Cache-Control", "")


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ASKING)
def test_every_answer_carries_the_headers_of_the_house(actor: str):
    world = worlds.build(date.today())  # noqa: DTZ011  -- as the doors read the day
    wrong: list[str] = []
    for address, answer in answers(world, actor, cookies(world, actor)):
        wrong += [f"{address} {answer.status_code}: {flaw}" for flaw in policy_flaws(answer)]
        wrong += [f"{address}: {name}" for value, name in PLAIN.items() if answer.headers.get(name) != value]
        if actor not in {"public", "machine"} and is_kept(answer):
            wrong.append(f"{address} {answer.status_code}: a copy may be kept")
        for cookie in answer.cookies.values():
            if not cookie["samesite"] or (cookie.key == "sessionid" and not cookie["httponly"]):
                wrong.append(f"{address}: {cookie.OutputString()}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_an_answer_that_nothing_is_here_carries_them_too(client):
    answer = client.get("/nothing/is/here/")
    assert answer.status_code == 404
    assert not policy_flaws(answer)
