"""The page of a project tells what the public log says of it, each act with its seal; the receipt opens nothing."""

from base64 import urlsafe_b64decode

import pytest
from django.urls import reverse
from django.utils.timezone import now

from heng.engines.bundle.checking import Trust, check_receipt
from heng.ledger import journal, relay
from heng.ledger.models import Entry
from heng.ledger.transparency import proving, selectors, services
from heng.registers.authorities.actors import CLOCK
from heng.registers.trading.events import FactsTaken, ProjectAdmitted
from tests.support import world as worlds
from tests.support.cast import HOUSING

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    made = worlds.build(now().date())
    ref, on = made.words["project_ref"], now().date()
    journal.record(ProjectAdmitted(ref, HOUSING, "construction", "第一条", "A01", "410500", on), by=CLOCK)
    journal.record(FactsTaken(ref, ("bids",), 3, on), by=CLOCK)
    return made


def seal() -> None:
    relay.run(now=now())
    services.seal(at=now())


@pytest.mark.clause("7.4")
def test_anybody_follows_the_seal_of_an_act_to_a_receipt_that_holds(client, world):
    page = reverse("portal:project", args=[world.words["project"]])
    assert "待固化" in client.get(page).content.decode()
    seal()
    entry = Entry.objects.filter(subject=world.words["project_ref"], kind="trading.ProjectAdmitted").get()
    leaf = proving.leaves_of([entry.pk])[entry.pk]
    told = client.get(page).content.decode()
    assert f"已固化第{leaf}条，验证" in told
    assert reverse("portal:receipt", args=[leaf]) in told
    way = client.get(reverse("portal:receipt", args=[leaf])).url
    text = way.partition("#")[2]
    receipt = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    report = check_receipt(receipt, Trust(selectors.vkey()), now=now())
    assert report.faults == []
    assert report.entries[leaf]["subject"] == world.words["project_ref"]


def test_a_receipt_opens_nothing_that_the_log_keeps_closed(client, world):
    seal()
    entry = Entry.objects.get(kind="trading.FactsTaken")
    page = client.get(reverse("portal:project", args=[world.words["project"]])).content.decode()
    leaf = proving.leaves_of([entry.pk])[entry.pk]
    text = client.get(reverse("portal:receipt", args=[leaf])).url.partition("#")[2]
    receipt = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    (told,) = check_receipt(receipt, Trust(selectors.vkey()), now=now()).entries.values()
    assert told["kind"] == "trading.FactsTaken"
    assert told["body"] == {}
    assert "subject" not in told
    assert reverse("portal:receipt", args=[leaf]) not in page


def test_no_leaf_no_receipt(client, world):
    seal()
    assert client.get(reverse("portal:receipt", args=[selectors.sealed_size()])).status_code == 404
