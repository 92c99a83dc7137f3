"""A machine follows what changes: every change once, in order, also what commits late."""

import random
import threading
import time
from datetime import date

import pytest
from django.db import connection, transaction

from heng.ledger import journal, relay
from heng.registers.authorities.models import System
from heng.registers.parties.events import PartyEntered
from heng.registers.trading import events
from heng.registers.trading import selectors as trading
from heng.registers.trading.events import AwardMade, BidsOpened, EntryRefused, FactsTaken, NoticePublished
from heng.registers.trading.models import Project
from heng.registers.trading.selectors import following
from tests.support import world as worlds
from tests.support.cast import CAST

DAY = date(2026, 3, 2)


def tell(*told: events.Event) -> None:
    with transaction.atomic():
        journal.record_all([journal.Act(event) for event in told], by=CAST.machine)
    while relay.sequence():
        pass


def kinds(answer) -> list[str]:
    return [change["kind"].removeprefix("trading.") for change in answer.json()["changes"]]


@pytest.mark.clause("1.6")
@pytest.mark.django_db
def test_a_machine_reads_on_from_where_it_stopped(get, world):
    ref = world.words["project_ref"]
    tell(NoticePublished(ref, DAY))
    first = get("changes").json()
    assert [(change["project"], change["label"]) for change in first["changes"]] == [(ref, "发布公告")]
    assert get("changes", since=first["next"]).json() == {"changes": [], "next": first["next"], "has_more": False}
    tell(BidsOpened(ref, DAY), AwardMade(ref, DAY))
    page = get("changes", since=first["next"], limit=1)
    assert kinds(page) == ["BidsOpened"]
    assert page.json()["has_more"]
    assert kinds(get("changes", since=page.json()["next"])) == ["AwardMade"]


@pytest.mark.django_db
def test_what_is_not_committed_in_order_yet_is_not_told(get, world):
    with transaction.atomic():
        journal.record(NoticePublished(world.words["project_ref"], DAY), by=CAST.machine)
    assert kinds(get("changes")) == []
    relay.sequence()
    assert kinds(get("changes")) == ["NoticePublished"]


@pytest.mark.django_db
def test_a_machine_of_another_city_hears_nothing_of_what_waits_at_this_gate(get, world):
    tell(EntryRefused(world.words["outside_ref"], "no-authority", "尚未落实监督部门", DAY))
    assert kinds(get("changes")) == ["EntryRefused"]
    System.objects.update(region="410600")
    answer = get("changes")
    assert kinds(answer) == []
    assert answer.json()["next"] > 0


@pytest.mark.django_db
def test_nobody_can_count_the_bids_that_come_in_before_they_are_opened(get, world):
    ref = world.words["project_ref"]
    tell(FactsTaken(ref, ("notices",), 1, DAY), FactsTaken(ref, ("bids", "marks"), 2, DAY))
    assert len(kinds(get("changes"))) == 1
    Project.objects.filter(source_key="1").update(stage="opened")
    assert len(kinds(get("changes"))) == 2


@pytest.mark.django_db
def test_what_happens_to_parties_and_departments_is_not_told_to_machines(get, world):
    tell(PartyEntered("ZT000001", "91410500MA3X00010X", "USCC", "演示建设公司甲", DAY))
    assert kinds(get("changes")) == []


@pytest.mark.django_db
def test_a_cursor_from_before_a_restore_is_not_taken_for_up_to_date(get):
    answer = get("changes", since=10**6)
    assert answer.status_code == 409
    assert "重新同步" in answer.json()["detail"]


@pytest.mark.django_db
def test_of_many_changes_of_others_none_is_skipped_and_the_cursor_moves_on(get, world, monkeypatch):
    monkeypatch.setattr(following, "WINDOW", 3)
    outside, inside = world.words["outside_ref"], world.words["project_ref"]
    System.objects.update(region="410600")
    for _ in range(13):
        tell(EntryRefused(outside, "no-authority", "尚未落实监督部门", DAY))
    tell(NoticePublished(inside, DAY))
    first = get("changes").json()
    assert first["changes"] == []
    assert first["has_more"]
    assert kinds(get("changes", since=first["next"])) == ["NoticePublished"]


@pytest.mark.django_db(transaction=True)
def test_while_many_write_at_once_a_reader_hears_each_of_them_exactly_once():
    worlds.build(DAY)
    ref = Project.objects.get(source_key="1").ref
    writers = [threading.Thread(target=_write, args=(ref, number)) for number in range(4)]
    clerk = threading.Thread(target=_give_turns, args=(writers,))
    for thread in (*writers, clerk):
        thread.start()
    heard: list[tuple[int, int]] = []
    cursor, until = 0, time.monotonic() + 60
    while (len(heard) < 4 * 8 or clerk.is_alive()) and time.monotonic() < until:
        page = trading.changes(CAST.machine, since=cursor, limit=3)
        heard += [(change.position, change.entry) for change in page.changes]
        assert page.cursor >= cursor
        cursor = page.cursor
    for thread in (*writers, clerk):
        thread.join()
    assert len(heard) == len({entry for _, entry in heard}) == 4 * 8
    assert heard == sorted(heard)


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_commits_late_is_heard_after_those_that_overtook_it():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: nobody can overtake")
    worlds.build(DAY)
    ref = Project.objects.get(source_key="1").ref
    written, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            journal.record(NoticePublished(ref, DAY), by=CAST.machine)
            written.set()
            may_commit.wait(30)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    written.wait(30)
    tell(AwardMade(ref, DAY))
    first = trading.changes(CAST.machine, since=0, limit=10)
    may_commit.set()
    thread.join()
    while relay.sequence():
        pass
    second = trading.changes(CAST.machine, since=first.cursor, limit=10)
    assert [change.kind for change in (*first.changes, *second.changes)] == [
        "trading.AwardMade",
        "trading.NoticePublished",
    ]
    assert second.changes[0].entry < first.changes[0].entry


def _write(ref: str, number: int) -> None:
    lots = random.Random(number)
    for _ in range(8):
        with transaction.atomic():
            journal.record(NoticePublished(ref, DAY), by=CAST.machine)
            time.sleep(lots.random() / 100)
    connection.close()


def _give_turns(writers: list[threading.Thread]) -> None:
    while any(writer.is_alive() for writer in writers):
        relay.sequence()
    while relay.sequence():
        pass
    connection.close()
