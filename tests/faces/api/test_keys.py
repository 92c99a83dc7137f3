"""Keys of systems: kept by hash, good for what they are for, slowed when they ask too often, void when revoked."""

import hashlib

import pytest

from heng.registers.authorities.models import System
from tests.support import world as worlds
from tests.support.cast import CENTRE

pytestmark = pytest.mark.django_db
DOORS = ("projects", "changes", "parties/91410500MA3X00010X/eligibility")


def another(code: str, key: str, scopes: str) -> System:
    digest = hashlib.sha256(key.encode()).hexdigest()
    facts = {"name": "演示信用平台", "authority_id": CENTRE, "region": "410500"}
    return System.objects.create(code=code, key_hash=digest, scopes=scopes, **facts)


def test_nobody_who_reads_the_database_learns_a_key(world):
    row = System.objects.get()
    assert worlds.KEY not in " ".join(str(value) for value in vars(row).values())
    assert row.key_hash == hashlib.sha256(worlds.KEY.encode()).hexdigest()


def test_the_hash_itself_is_no_key(get):
    assert get("projects", key=System.objects.get().key_hash).status_code == 401


@pytest.mark.parametrize("door", DOORS)
def test_a_key_to_reading_reads_and_asks_no_project_in(get, client, door):
    another("reader", "another key, of tests only", "read")
    assert get(door, key="another key, of tests only").status_code == 200
    asked = client.post(
        "/api/v1/entries", {}, content_type="application/json", headers={"X-API-Key": "another key, of tests only"}
    )
    assert asked.status_code == 403
    assert asked["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("door", DOORS)
def test_a_key_to_the_gate_alone_does_not_read(get, door):
    another("gate", "a key to the gate, of tests only", "entries")
    assert get(door, key="a key to the gate, of tests only").status_code == 403


def test_a_revoked_key_opens_nothing(get):
    System.objects.update(is_active=False)
    assert get("projects").status_code == 401


def test_one_system_that_floods_does_not_slow_another(get, settings):
    settings.API_RATE_PER_MINUTE = 2
    another("reader", "another key, of tests only", "read")
    assert [get("projects").status_code for _ in range(3)] == [200, 200, 429]
    assert get("projects", key="another key, of tests only").status_code == 200


def test_a_person_who_is_logged_in_needs_a_key_all_the_same(client, world):
    client.force_login(world.accounts["officer"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/api/v1/projects").status_code == 401


def test_what_a_key_is_told_is_for_no_cache_to_keep(get):
    assert get("projects")["Cache-Control"] == "no-store"
