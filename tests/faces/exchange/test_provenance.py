"""Each act that the intake makes names the batch with which came what it tells of."""

import json

import pytest

from heng.faces.exchange.models import Batch
from heng.ledger.models import Entry
from tests.faces.exchange.releases import award, found_the_city, lines, release, take

pytestmark = pytest.mark.django_db
ACTS = ("trading.ProjectRegistered", "trading.FactsTaken", "trading.ProjectCorrected")


def told() -> list[tuple[str, str]]:
    rows = Entry.objects.filter(kind__in=ACTS).order_by("pk").values_list("kind", "body")
    return [(kind, json.loads(body)["message"]) for kind, body in rows]


@pytest.mark.clause("7.6")
def test_what_came_names_its_batch_and_what_came_later_the_later_one():
    found_the_city()
    take(lines(release(awards=None, contracts=None)))
    first = Batch.objects.get().ref
    assert told() == [("trading.ProjectRegistered", first), ("trading.FactsTaken", first)]
    take(lines(release(date="2026-03-30T09:00:00+08:00", awards=[award()], contracts=None)))
    second = Batch.objects.order_by("pk").last().ref
    assert told()[2:] == [("trading.FactsTaken", second)]
    assert first != second
