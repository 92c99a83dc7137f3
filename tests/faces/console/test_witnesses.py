"""Who watches over the log reads who witnesses it, how far, and what goes wrong."""

import pytest
from django.urls import reverse

from heng.engines.tlog.signing import Cosigner
from heng.ledger.transparency.anchoring.models import Contact, Fault
from heng.ledger.transparency.models import Checkpoint, Cosignature
from tests.engines.tlog.signers import private
from tests.ledger.stories import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def watcher(as_one):
    return as_one("watcher")


def page(client):
    return client.get(reverse("console:witnesses")).content.decode()


def test_without_witnesses_the_page_says_how_to_get_one(watcher):
    assert "HENG_WITNESSES" in page(watcher)


def test_each_witness_stands_with_its_lag_and_its_fault(watcher, settings):
    names = ("audit.example/w", "centre.example/w", "silent.example/w")
    settings.WITNESSES = {Cosigner(name, private(1), NOON).vkey: "http://127.0.0.1:9" for name in names}
    for size in (3, 10):
        head = Checkpoint.objects.create(size=size, root="0" * 64, note="-", at=NOON)
        Cosignature.objects.create(checkpoint=head, witness="audit.example/w", line="—")
    Contact.objects.create(witness="audit.example/w", size=10, at=NOON)
    Contact.objects.create(witness="centre.example/w", size=3, at=NOON, fault=Fault.FORKED)
    told = page(watcher)
    assert "见证方签过的日志与本日志不一致" in told
    assert "尚未联系" in told
    assert "10 条" in told
