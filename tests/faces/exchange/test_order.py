"""Whatever the order and however cut, the same records end in the same state, and twice changes nothing."""

import itertools
import random

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from heng.ledger.models import Entry
from tests.faces.exchange import state
from tests.faces.exchange.releases import award, bid, contract, counts, found_the_city, lines, release, take, tender

pytestmark = pytest.mark.django_db


def versions(ocid: str) -> list[dict]:
    """A process as it grows, one release after the other; the later ones tell less and change some."""
    early = {"date": "2026-01-05T09:00:00+08:00", "awards": None, "contracts": None, "bids": None}
    return [
        release(ocid, **early, tender=tender(status="active", title="演示市教学设备采购项目（预告）")),
        release(ocid, date="2026-01-28T09:00:00+08:00", awards=None, contracts=None),
        release(
            ocid,
            date="2026-01-30T11:00:00+08:00",
            tender=None,
            contracts=None,
            bids={"details": [bid(1, status="disqualified"), bid(2, value={"amount": 1, "currency": "CNY"})]},
        ),
        release(ocid, date="2026-02-10T09:00:00+08:00", tender=None, bids=None, awards=[award(status="cancelled")]),
        release(ocid, date="2026-02-10T03:00:00Z", tender=None, bids=None, awards=[award(status="active")]),
    ]


OTHER = {"tenderers": [{"id": "late", "name": "演示更正后的投标人"}, {"id": "bidder-2", "name": "x"}]}
RECORDS = [
    *versions("ocds-demo-1"),
    *versions("ocds-demo-2"),
    release("ocds-demo-3", tender=tender(mainProcurementCategory=None)),  # no class, so no department: held
    release("ocds-demo-3", date="2026-02-11T09:00:00+08:00", tender=tender(title="更名", mainProcurementCategory=None)),
    release("ocds-demo-1", date="2026-02-12T09:00:00+08:00", bids={"details": [bid(0, **OTHER), bid(2)]}),
    release("ocds-demo-4", tender=None),  # waits for a project that never comes
    release("ocds-demo-5", awards={"wrong": "type"}),
]


@pytest.fixture
def city(db):
    found_the_city()


def taken(records: list[dict], cuts: list[int]) -> dict[str, list]:
    """Take the records in so many files, look, and undo it."""
    bounds = [0, *sorted(cuts), len(records)]
    with transaction.atomic():
        for start, end in itertools.pairwise(bounds):
            if end > start:
                take(lines(*records[start:end]))
        found = state.of_the_registers()
        transaction.set_rollback(True)
    return found


@settings(max_examples=25)
@given(seed=st.integers(0, 2**32), cuts=st.lists(st.integers(0, len(RECORDS)), max_size=4))
def any_order_and_any_cut(expected: dict[str, list], seed: int, cuts: list[int]) -> None:
    records = list(RECORDS)
    random.Random(seed).shuffle(records)
    found = taken(records, cuts)
    for name, rows in expected.items():
        assert found[name] == rows, name


@pytest.mark.clause("7.1")
def test_the_order_of_records_and_the_cut_into_files_do_not_matter(city):
    any_order_and_any_cut(taken(RECORDS, []))


def test_the_latest_of_each_fact_is_what_stays(city):
    take(lines(*reversed(versions("ocds-demo-1"))))
    found = state.of_the_registers()
    assert len(found["bids"]) == 3
    assert "'演示市教学设备采购项目'" in found["projects"][0]
    assert "rejected" in found["bids"][1]
    assert "'active'" in found["awards"][0]


@pytest.mark.clause("7.1")
def test_taking_the_same_file_twice_changes_nothing(city):
    data = lines(*RECORDS)
    first = take(data)
    before, entries = state.of_the_registers(), Entry.objects.count()
    second = take(data)
    assert state.of_the_registers() == before
    assert Entry.objects.count() == entries
    assert counts(first)["taken"] == 2
    assert "taken" not in counts(second)
    assert "updated" not in counts(second)
    assert counts(second)["refused"] == counts(first)["refused"] == 1


def test_a_child_before_its_parent_waits_and_is_taken_when_the_parent_comes(city):
    late = lines(release(tender=None, contracts=[contract(amendments=[{"id": "c1", "description": "补充数量"}])]))
    first = take(late)
    assert counts(first) == {"waiting": 1}
    assert "尚未收到" in first.as_text()
    second = take(lines(release(date="2026-01-05T09:00:00+08:00", awards=None, contracts=None)))
    assert counts(second) == {"taken": 1}
    assert second.released == {"taken": 1}
    assert "此前未收录的数据随本批重新处理：收录 1" in second.as_text()
    found = state.of_the_registers()
    assert len(found["contracts"]) == 1
    assert found["open"] == []


def test_in_one_file_the_parent_may_come_last(city):
    report = take(lines(release(tender=None), release(date="2026-01-05T09:00:00+08:00", awards=None, contracts=None)))
    assert counts(report) == {"taken": 2}
    assert report.troubles == ()
