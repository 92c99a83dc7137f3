"""Each kind of harm is told in words, with its place."""

from datetime import timedelta

import pytest
from django.db import transaction

from heng.ledger.models import Checkpoint, Entry, Pending, Turn
from heng.ledger.transparency import services
from heng.ledger.transparency.verifying import running
from tests.ledger.stories import NOON, WANG_FANG
from tests.ledger.transparency.conftest import log, record  # noqa: F401  -- a log of its own, and entries for it
from tests.support.append_only import lifted

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(log, record):  # noqa: F811
    """A log of three hundred entries, under two checkpoints."""
    record(280)
    services.seal(at=NOON)
    record(20)
    services.seal(at=NOON)
    return log


def told():
    """What a verification says."""
    report = running.verify((), by=WANG_FANG, now=NOON + timedelta(days=9999), processes=1)
    return [str(finding) for finding in report.findings]


def test_an_untouched_log_is_intact(sealed):
    assert told() == []


def test_an_altered_entry_is_named_with_the_fields_that_differ(sealed):
    entry = Turn.objects.get(position=5).entry
    with lifted():
        Entry.objects.filter(pk=entry.pk).update(role="watcher", person="AC000009")
    where = f"留痕 编号{entry.pk}（序号5，ledger.BidReceived）"
    assert told() == [f"{where}：内容被改动：未公开部分、role"]


def test_an_entry_without_a_turn_is_named(sealed):
    entry = Entry.objects.create(kind="ledger.BidReceived", subject="TP1", role="officer", body="{}")
    assert told() == [f"留痕 编号{entry.pk}：没有序号，也不在等待排序之列"]
    Pending.objects.create(entry=entry)
    assert told() == []


def test_a_truncated_tile_is_refused(sealed):
    place = sealed / "tile/0/000"
    place.write_bytes(place.read_bytes()[:-1])
    found = told()
    assert "数据块 tile/0/000：文件长度不对，被截断或多出内容" in found


def test_a_bundle_that_is_gone_is_named(sealed):
    (sealed / "tile/entries/000").unlink()
    assert told() == ["条目包 tile/entries/000：文件缺失"]


def test_an_altered_hash_is_named_and_what_is_above_it_no_longer_agrees(sealed):
    place = sealed / "tile/0/000"
    data = bytearray(place.read_bytes())
    data[40] ^= 1
    place.write_bytes(data)
    found = told()
    assert found[0] == "数据块 tile/0/000：第2条的哈希被改动"
    assert any(each.startswith("数据块 tile/1/000.p/1：与下级数据块tile/0/000不相符") for each in found)


def test_a_checkpoint_whose_root_was_rewritten_is_named(sealed):
    with lifted(), transaction.atomic():
        Checkpoint.objects.filter(size=280).update(root="ab" * 32)
    assert told() == ["检查点 280条：条数或根哈希与签名文本不符"]


def test_a_published_checkpoint_that_was_cut_short_is_named(sealed):
    place = sealed / "checkpoint"
    place.write_bytes(place.read_bytes()[:-5])
    assert told() == ["检查点 公开文件：不是检查点，被截断或改动"]
