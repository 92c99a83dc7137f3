"""The console with the cast at its desks."""

from datetime import date

import pytest

from tests.support import world as worlds
from tests.support.doors import BACKEND


@pytest.fixture
def world(db):
    return worlds.build(date.today())  # noqa: DTZ011  -- as the doors read the day


@pytest.fixture
def as_one(client, settings, world):
    """Sit somebody of the cast down at the console."""
    settings.MFA_REQUIRED = False

    def sit(part: str):
        client.force_login(world.accounts[part], backend=BACKEND)
        return client

    return sit
