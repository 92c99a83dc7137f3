"""A small world, and a caller with a key of its trading system."""

from datetime import date

import pytest
from django.core.cache import cache

from tests.support import world as worlds
from tests.support.world import World


@pytest.fixture
def world(db) -> World:
    cache.clear()  # what was counted against the last caller
    return worlds.build(date.today())  # noqa: DTZ011  -- as the doors read the day


@pytest.fixture
def get(world, client):
    """Ask by GET with a key."""

    def ask(address: str, key: str = worlds.KEY, **asked: object):
        return client.get(f"/api/v1/{address}", asked, headers={"X-API-Key": key})

    return ask
