"""A small city, put on stage once for all the questions of a file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from heng.faces.demo import play
from heng.faces.demo.play import Played
from heng.faces.demo.scale import CITY, SMALL
from heng.ledger import relay

TODAY = date(2026, 3, 18)
NOON = datetime.combine(TODAY, time(12), ZoneInfo("Asia/Shanghai"))
TINY = replace(SMALL, projects=240, owners=12, agencies=5, bidders=40, experts=20, turn=30)
SLICE = replace(TINY, projects=30, turn=120, staffed=(CITY,))


@pytest.fixture(scope="module")
def city(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Played]:
    """Everybody has played and heard; nothing of it stays after the file."""
    with django_db_blocker.unblock(), transaction.atomic():
        played = play.perform(1, TINY, today=TODAY, at=NOON)
        relay.run(now=NOON)
        play.put_away(played.offices, today=TODAY)
        yield played
        transaction.set_rollback(True)
