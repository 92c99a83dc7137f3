"""The bulletin of roots: a citizen reads the root of each day, and takes away what proves it."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.urls import reverse

from heng.ledger.transparency.anchoring.models import TimeStamp
from heng.ledger.transparency.models import Checkpoint, Cosignature
from tests.ledger.stories import NOON

pytestmark = pytest.mark.django_db


def head(size, at=NOON):
    root = sha256(str(size).encode()).hexdigest()
    return Checkpoint.objects.create(size=size, root=root, note=f"jg.example/log\n{size}\n", at=at)


def read(client, **asked):
    return client.get(reverse("portal:bulletin"), asked).content.decode()


def test_before_the_first_seal_there_is_nothing_to_announce(client):
    assert "还没有可公告的根值" in read(client)


def test_each_day_stands_with_its_last_root_its_witnesses_and_its_timestamp(client):
    first, last, next_day = head(3), head(5), head(9, NOON + timedelta(days=1))
    Cosignature.objects.create(checkpoint=last, witness="audit.example/w", line="—")
    TimeStamp.objects.create(checkpoint=last, response=b"stamped", at=NOON + timedelta(hours=14))
    page = read(client)
    assert first.root not in page
    assert page.index(next_day.root) < page.index(last.root)
    assert page.count("audit.example/w") == 1
    assert "能证明什么" in page
    assert "不能证明" in page
    taken = client.get(reverse("portal:bulletin_signed", args=[5]))
    assert (taken.content.decode(), taken["Content-Type"]) == (last.note, "text/plain; charset=utf-8")
    assert client.get(reverse("portal:bulletin_stamp", args=[5])).content == b"stamped"
    assert client.get(reverse("portal:bulletin_stamp", args=[9])).status_code == 404
    assert client.get(reverse("portal:bulletin_signed", args=[4])).status_code == 404


def test_a_later_witness_vouches_for_earlier_days_too(client):
    head(3)
    Cosignature.objects.create(checkpoint=head(5, NOON + timedelta(days=1)), witness="audit.example/w", line="—")
    assert read(client).count("audit.example/w") == 2


def test_earlier_days_are_a_page_further(client):
    for day in range(40):
        head(day + 1, NOON + timedelta(days=day))
    assert "?until=2026-03-10" in read(client)
    assert read(client, until="2026-03-10").count("下载签名文本") == 9
    assert read(client, until="nonsense").count("下载签名文本") == 31
