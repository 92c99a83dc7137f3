"""Whatever stands in an address, the answer is a page or a plain no; never a fault."""

import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.support import world as worlds
from tests.support.doors import FAULT, FORM, cookies, rows
from tests.support.world import World

ASKING = ("public", "centre", "officer", "administrator", "machine")
ROUNDS = 3  # in each, every field of a page holds another of the nasty words
PACKAGED = ("account_", "mfa_")  # pages of a package, tried there
FIELD = re.compile(r'name="([\w-]+)"')
COMMON = {"q", "page", "before", "after", "since", "sort", "tab", "next", "limit", "cursor", "on", "known_at", "region"}
NASTY = (
    "\0",
    "'\"><script>alert(1)</script>{{7*7}}{% debug %}",
    "-1",
    "9" * 40,
    "٣",  # a digit that is no ASCII
    "9999-99-99",
    "0001-01-01",
    "\ud800\u202e\uffff",
    "长" * 5000,
    "=cmd|'/C calc'!A0",
    "\r\nSet-Cookie: a=b",
    "' OR 1=1 --",
)


def ask(world: World, row: dict[str, str], actor: str, client: Client) -> None:
    """Open a page, then again with something nasty in each of its fields, or in its body."""
    words = {name: world.words.get(word, word) for name, word in (each.split("=", 1) for each in row["args"].split())}
    address, key = reverse(row["url"], kwargs=words), {"X-API-Key": worlds.KEY} if actor == "machine" else {}
    with transaction.atomic():
        page = client.generic(row["method"], address, row["form"], FORM, headers=key)
        transaction.set_rollback(True)
    text = page.content.decode(errors="replace") if not page.streaming and page.content[:1] == b"<" else ""
    fields = (set(FIELD.findall(text)) | COMMON) - {"csrfmiddlewaretoken"}
    for start in range(ROUNDS):
        values = {name: NASTY[(number * ROUNDS + start) % len(NASTY)] for number, name in enumerate(sorted(fields))}
        question = urlencode(values, errors="surrogatepass")
        cache.clear()
        with transaction.atomic():
            if row["method"] == "GET":
                answer = client.get(f"{address}?{question}", headers=key)
            else:
                answer = client.generic("POST", address, question, FORM, headers=key)
            transaction.set_rollback(True)
        assert answer.status_code < FAULT, f"{row['method']} {address} as {actor}: {values}"
        assert not any("\n" in held or "\r" in held for held in answer.headers.values())
        if "text/html" in answer.headers.get("Content-Type", ""):
            assert b"<script>alert(1)" not in answer.content, f"{address} as {actor} speaks what it was asked"


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("actor", ASKING)
def test_a_nasty_question_is_answered_and_never_breaks_a_page(actor: str):
    world = worlds.build(date.today())  # noqa: DTZ011  -- as the doors read the day
    client = Client(raise_request_exception=True)
    client.cookies.load(cookies(world, actor).output(header="", sep=";"))
    for row in rows():
        if row[actor] in {"yes", "refused"} and not row["url"].startswith(PACKAGED):
            ask(world, row, actor, client)


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["0", str(2**63), "9" * 30])
def test_a_number_that_nothing_has_is_not_found(number: str):
    world = worlds.build(date.today())  # noqa: DTZ011
    client = Client(raise_request_exception=True)
    client.cookies.load(cookies(world, "coordinator").output(header="", sep=";"))
    for row in rows():
        words = [each.split("=", 1)[0] for each in row["args"].split()]
        if (
            "pk" not in words
            or row["url"].startswith(PACKAGED)
            or row["method"] != "GET"
            or row["coordinator"] != "yes"
        ):
            continue
        kept = dict(each.split("=", 1) for each in row["args"].split()) | {"pk": number}
        try:
            address = reverse(row["url"], kwargs=kept)
        except NoReverseMatch:
            continue
        answer = client.get(address)
        assert answer.status_code in {404, 409}, address
