from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache

from heng.registers.authorities.models import System
from heng.registers.credit.models import Ban
from heng.registers.parties.models import Party
from tests.support import world as worlds
from tests.support.cast import OWNER_CODE

TODAY = date.today()  # noqa: DTZ011  -- as the doors read the day
URL = f"/api/v1/parties/{OWNER_CODE}/eligibility"
KNOWN = datetime(2026, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client):
    worlds.build(TODAY)
    cache.clear()

    def get(key: str = worlds.KEY, **asked: str):
        return client.get(URL, asked, headers={"X-API-Key": key})

    return get


@pytest.fixture
def ban(db):
    def enter(**facts):
        return Ban.objects.create(
            party=Party.objects.get(code=OWNER_CODE),
            starts_on=TODAY - timedelta(days=10),
            ends_on=TODAY + timedelta(days=10),
            reason="演示事由",
            law="政府采购法 第七十七条",
            organ="演示机关",
            known_from=KNOWN,
            **facts,
        )

    return enter


@pytest.mark.clause("6.3")
def test_a_party_without_a_ban_may_trade(ask):
    answer = ask().json()
    assert answer["allowed"]
    assert answer["bans"] == []


@pytest.mark.clause("6.3")
@pytest.mark.clause("6.4")
def test_a_ban_from_procurement_bars_procurement_and_not_tenders(ask, ban):
    ban(regime="PROC")
    assert not ask(regime="PROC").json()["allowed"]
    assert ask(regime="ENG").json()["allowed"]


@pytest.mark.clause("6.4")
def test_what_was_not_known_yet_did_not_bar(ask, ban):
    ban()
    assert not ask().json()["allowed"]
    assert ask(known_at="2025-12-31T00:00:00+08:00").json()["allowed"]
    assert ask(on=(TODAY + timedelta(days=11)).isoformat()).json()["allowed"]


def test_a_stranger_without_a_key_is_told_what_to_send(ask):
    answer = ask(key="guess")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert "X-API-Key" in answer.json()["detail"]


def test_a_key_without_the_scope_is_refused(ask):
    System.objects.update(scopes="exchange")
    assert ask().status_code == 403


def test_a_flood_of_calls_is_slowed(ask, settings):
    settings.API_RATE_PER_MINUTE = 1
    ask()
    assert ask().status_code == 429


def test_a_wrong_date_is_named(ask):
    answer = ask(on="2026-02-30")
    assert answer.status_code == 422
    assert "on" in answer.json()["detail"]
