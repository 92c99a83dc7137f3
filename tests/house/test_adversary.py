"""An adversary at the door of the real site: at the login, in the headers, in the logs, in the repository."""

import logging
import re
import subprocess
from datetime import date
from urllib.parse import urlsplit

import pytest
from axes.models import AccessAttempt, AccessFailureLog
from django.conf import settings as conf
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.support import source
from tests.support import world as worlds
from tests.support.doors import BACKEND

LOGIN = "/accounts/login/"
WRONG = "Yanshi-Wrong-2026"
SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[bap]-[0-9A-Za-z-]{20,}"
)
NUMBER = re.compile(r"(?<!\w)\d{17}[\dX](?!\w)")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def is_somebodys(number: str) -> bool:
    """Say whether a number could be an identity card's: its day is a day, its check character right (GB 11643)."""
    if not re.match(r"[1-6]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", number):
        return False
    return "10X98765432"[sum(int(digit) * by for digit, by in zip(number, WEIGHTS, strict=False)) % 11] == number[17]


@pytest.fixture
def world(db):
    cache.clear()
    return worlds.build(date.today())  # noqa: DTZ011  -- as the doors read the day


def knock(client, password, **more):
    return client.post(LOGIN, {"login": "officer", "password": password}, **more)


def test_a_session_that_an_adversary_planted_is_worth_nothing_after_the_login(client, world):
    session = client.session
    session["planted"] = "before"
    session.save()
    planted = session.session_key
    client.cookies[conf.SESSION_COOKIE_NAME] = planted
    assert knock(client, worlds.PASSWORD).status_code == 302
    assert client.cookies[conf.SESSION_COOKIE_NAME].value != planted
    stranger = Client()
    stranger.cookies[conf.SESSION_COOKIE_NAME] = planted
    assert stranger.get(reverse("console:desk")).status_code == 302


def test_a_login_ends_elsewhere_when_the_officer_logs_out(client, world):
    knock(client, worlds.PASSWORD)
    kept = client.cookies[conf.SESSION_COOKIE_NAME].value
    client.post(reverse("account_logout"))
    stranger = Client()
    stranger.cookies[conf.SESSION_COOKIE_NAME] = kept
    assert stranger.get(reverse("console:desk")).status_code == 302


def test_another_address_in_a_header_does_not_reset_the_count(client, world):
    for number in range(conf.AXES_FAILURE_LIMIT):
        knock(client, WRONG, headers={"X-Forwarded-For": f"10.0.0.{number}", "X-Real-Ip": f"10.0.1.{number}"})
    assert knock(client, worlds.PASSWORD, headers={"X-Forwarded-For": "10.9.9.9"}).status_code == 429


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil.example"]
)
def test_nothing_leads_away_after_the_login_or_the_logout(client, world, away):
    for address in (LOGIN, "/accounts/logout/", "/accounts/reauthenticate/"):
        answer = client.post(f"{address}?next={away}", {"login": "officer", "password": worlds.PASSWORD, "next": away})
        there = urlsplit(answer.headers.get("Location", "/"))
        assert (there.scheme, there.netloc) == ("", "")
        assert re.match(r"/(?![/\\])", there.path), there.path


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1@evil.example"])
def test_a_foreign_host_is_not_served(client, db, host):
    assert client.get("/", headers={"Host": host}).status_code == 400


def test_a_form_without_its_seal_changes_nothing(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.accounts["officer"], backend=BACKEND)
    answer = client.post(reverse("console:application_accept", args=[world.words["application"]]))
    assert answer.status_code == 403


def test_neither_logs_nor_tables_keep_a_password_or_what_was_asked(client, world, caplog):
    caplog.set_level(logging.DEBUG)
    knock(client, WRONG)
    knock(client, worlds.PASSWORD)
    client.get("/console/nothing-here/?q=13812345678")
    client.get(reverse("portal:projects"), {"q": "410502199001011234"})
    told = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    for secret in (WRONG, worlds.PASSWORD, "13812345678", "410502199001011234"):
        assert secret not in told
    kept = [*AccessAttempt.objects.values_list(), *AccessFailureLog.objects.values_list()]
    assert WRONG not in repr(kept)


def test_cookies_of_a_real_site_are_for_https_and_for_the_server_only():
    assert conf.SESSION_COOKIE_HTTPONLY
    assert conf.SESSION_COOKIE_SAMESITE == "Lax"
    assert (conf.SESSION_COOKIE_SECURE, conf.CSRF_COOKIE_SECURE) == (conf.HTTPS, conf.HTTPS)
    assert conf.SECURE_SSL_REDIRECT == conf.HTTPS


def test_the_repository_holds_no_key_and_nobody_s_number():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=source.ROOT, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        path = source.ROOT / name
        if path.suffix in {".png", ".woff2", ".lock", ".map"} or not path.is_file() or "vendor" in name:
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        assert not SECRET.search(text), name
        if not name.startswith("tests/"):  # where numbers must check, people are invented
            assert not [number for number in NUMBER.findall(text) if is_somebodys(number)], name
