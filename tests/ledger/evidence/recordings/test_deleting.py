"""A recording is deleted after its time, never under a hold, and leaves its trace; what others have too stays."""

import json
from datetime import date

import pytest

from heng.engines.procedure import Refusal
from heng.ledger.evidence import deleting as files
from heng.ledger.evidence import holding
from heng.ledger.evidence.recordings import checks, deleting, ingest, manifest, proving, reading
from heng.ledger.evidence.retention import Matter
from heng.ledger.evidence.store import store
from heng.ledger.models import Entry
from tests.ledger.evidence.conftest import MONDAY, ROAD, kept
from tests.ledger.evidence.recordings.conftest import SIGNER, begun
from tests.ledger.stories import LI_QIANG, NOON, WANG_FANG

pytestmark = pytest.mark.django_db
ENDED = date(2027, 6, 30)
LAST_DAY = date(2042, 6, 30)
NEXT_DAY = date(2042, 7, 1)
INQUIRY = {"reason": "纪检机关调查", "law": "演纪函〔2026〕1号"}


def recorded(*chunks):
    """A recording of these chunks, signed and ended."""
    footage = begun()
    for sequence, chunk in enumerate(chunks):
        ingest.take(footage, chunk, sequence=sequence, offset=2000 * sequence, at=NOON)
    manifest.seal(footage, signer=SIGNER, by=WANG_FANG, at=NOON)
    return ingest.finish(footage, by=WANG_FANG, at=NOON)


def delete(footage, *, on=NEXT_DAY, ended_on=ENDED, reason="保存期满"):
    return deleting.delete(footage, by=WANG_FANG, on=on, matter=Matter(ended_on), reason=reason)


def there(footage):
    """For each segment, whether its bytes and its initialisation section lie in the store."""
    rows = footage.segments.select_related("content", "init").order_by("sequence")
    return [(store().has(row.content.key), store().has(row.init.key)) for row in rows]


@pytest.mark.clause("7.5")
def test_deletion_destroys_the_segments_and_leaves_rows_manifests_and_trace(chunks):
    footage = delete(recorded(*chunks))
    assert there(footage) == [(False, False)] * 4
    entry = Entry.objects.get(kind="recordings.RecordingDeleted")
    body = json.loads(entry.body)
    assert (entry.subject, entry.law, entry.person) == (ROAD, "政府采购法 第四十二条", WANG_FANG.person)
    assert (body["recording"], body["segments"], body["contents"]) == (footage.ref, 4, 5)
    assert body["digest"] == footage.manifests.get().digest
    assert proving.manifests(footage, SIGNER.vkey, now=NOON) == []


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"on": LAST_DAY}, "期满前不得销毁"),
        ({"on": date(2041, 3, 2)}, "期满前不得销毁"),
        ({"ended_on": None}, "有关事项尚未结束"),
        ({"reason": " "}, "请填写原因"),
    ],
)
def test_before_its_day_or_without_a_reason_no_recording_is_deleted(chunks, facts, why):
    footage = recorded(*chunks)
    with pytest.raises(Refusal, match=why):
        delete(footage, **facts)
    assert checks.altered(footage, SIGNER.vkey, now=NOON) == []


def test_while_it_is_recorded_and_once_it_is_gone_none_is_deleted(chunks):
    with pytest.raises(Refusal, match="录像尚未结束"):
        delete(begun())
    footage = delete(recorded(chunks[0]))
    with pytest.raises(Refusal, match="已于2042-07-01销毁"):
        delete(footage)


@pytest.mark.parametrize("of", ["recording", "project"])
@pytest.mark.clause("7.5")
def test_a_hold_on_the_recording_or_its_project_stops_deletion_until_it_is_lifted(chunks, of):
    footage = recorded(chunks[0])
    hold = holding.place(footage.ref if of == "recording" else ROAD, by=LI_QIANG, on=MONDAY, **INQUIRY)
    with pytest.raises(Refusal, match="纪检机关调查"):
        delete(footage)
    assert there(footage) == [(True, True)]
    holding.lift(hold, by=LI_QIANG, on=NEXT_DAY, reason="调查终结")
    assert delete(footage).deleted_on == NEXT_DAY


def test_what_another_recording_has_too_outlives_it(chunks):
    first, second = recorded(*chunks[:2]), recorded(chunks[0])
    delete(first)
    assert there(first) == [(True, True), (False, True)]
    assert checks.altered(second, SIGNER.vkey, now=NOON) == []
    delete(second)
    assert there(first) == [(False, False)] * 2


def test_what_was_deleted_can_be_recorded_again(chunks):
    delete(recorded(*chunks))
    again = recorded(*chunks)
    assert checks.altered(again, SIGNER.vkey, now=NOON) == []


def test_a_file_that_goes_leaves_a_recording_what_it_has_too(chunks):
    footage = recorded(chunks[0])
    content = footage.segments.get().content
    file = kept()
    type(file).objects.update(content=content)
    files.delete(type(file).objects.get(), by=WANG_FANG, on=NEXT_DAY, matter=Matter(ENDED), reason="保存期满")
    assert there(footage) == [(True, True)]


def test_the_clock_deletes_what_is_due_and_what_was_deleted_is_not_watched(chunks):
    footage = recorded(chunks[0])
    due = {"by": WANG_FANG, "matter_of": lambda _: Matter(ENDED)}
    assert [deleting.delete_due(on=on, **due) for on in (LAST_DAY, NEXT_DAY, NEXT_DAY)] == [0, 1, 0]
    footage.refresh_from_db()
    with pytest.raises(Refusal, match="已于2042-07-01销毁"):
        reading.look(footage, by=LI_QIANG, reason="播放", since=NOON)
