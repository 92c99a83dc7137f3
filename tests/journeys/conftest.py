"""A world that stands behind a real server, and people who come to it with a browser."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.cache import cache
from playwright.sync_api import Page

from tests.support import browsing
from tests.support import world as worlds
from tests.support.world import World

Visit = Callable[[str, str], Page]


@pytest.fixture(autouse=True)
def site(settings):
    """Static files as they lie in the source; nobody was counted before."""
    cache.clear()
    settings.MFA_REQUIRED = False
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    return settings


@pytest.fixture
def world(transactional_db: None) -> World:
    """The cast with accounts and one of each matter, committed."""
    return worlds.build(date.today())  # noqa: DTZ011  -- as the doors read the day


@pytest.fixture
def visit(page: Page, live_server, world: World) -> Visit:
    """Open an address as a member of the cast."""

    def open_as(actor: str, address: str) -> Page:
        browsing.admit(page.context, live_server.url, world, actor)
        page.goto(live_server.url + address)
        return page

    return open_as
