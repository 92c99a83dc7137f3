"""Who hears what, in which order, and what happens when somebody cannot take it."""

from datetime import timedelta

import pytest
from django.db import connection

from heng.engines.procedure import Refusal
from heng.ledger import journal, reading, relay
from heng.ledger.events import Event
from heng.ledger.journal import Act
from heng.ledger.models import Cursor, Entry, Pending, Turn
from heng.ledger.relay import Passage, Told
from tests.ledger.stories import A_WHILE, NOON, WANG_FANG, BidReceived, HammerFell, bid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("silence")]


@pytest.fixture
def heard() -> list[str]:
    """The subjects that the secretary heard, who listens to bids."""
    subjects: list[str] = []

    @relay.listens(BidReceived)
    def secretary(event: BidReceived) -> None:
        subjects.append(event.subject)

    return subjects


@pytest.fixture
def clumsy() -> dict[str, str]:
    """A clerk who cannot take what stands here, and to whom writing is left half done."""
    trouble: dict[str, str] = {}

    @relay.listens(BidReceived)
    def clerk(event: BidReceived) -> None:
        Cursor.objects.create(listener=f"half.{event.subject}")
        if event.subject in trouble:
            raise ValueError(trouble[event.subject])

    return trouble


def tell(*numbers: int) -> list[Entry]:
    return journal.record_all([Act(bid(number)) for number in numbers], by=WANG_FANG)


def taken() -> set[str]:
    return set(Cursor.objects.filter(listener__startswith="half.").values_list("listener", flat=True))


def test_a_listener_hears_every_entry_once_in_order(heard):
    tell(3, 1)
    assert relay.run(now=NOON) == Passage(sequenced=2, told=2)
    tell(2)
    relay.run(now=NOON)
    relay.run(now=NOON)
    assert heard == ["TP000003", "TP000001", "TP000002"]


def test_a_listener_gets_the_event_as_it_was_told_with_the_personal_values():
    got: list[Event] = []

    @relay.listens(BidReceived, HammerFell)
    def archivist(event: Event) -> None:
        got.append(event)

    story = [bid(), HammerFell("TP000001", 3, ("甲",), NOON)]
    journal.record_all([Act(event) for event in story], by=WANG_FANG)
    relay.run(now=NOON)
    assert got == story


def test_a_listener_that_asks_hears_who_did_it_when_and_by_which_law():
    got: list[Told] = []

    @relay.listens(BidReceived)
    def archivist(event: BidReceived, told: Told) -> None:
        got.append(told)

    entry = journal.record(bid(), by=WANG_FANG, law="招标投标法 第三十六条")
    relay.run(now=NOON)
    assert got == [
        Told(entry.pk, 1, entry.at, "officer", "AC000001", "王芳的岗位", "410500-ZJ", "招标投标法 第三十六条")
    ]


def test_nobody_hears_news_of_another_kind_and_none_lags_behind_it(heard):
    journal.record_all([Act(HammerFell("TP000001", count)) for count in range(5)], by=WANG_FANG)
    relay.run(now=NOON)
    assert heard == []
    assert Cursor.objects.get().position == Turn.objects.count() == 5


def test_one_batch_leaves_what_it_did_not_hold_and_passes_news_of_other_kinds(heard, monkeypatch):
    monkeypatch.setattr(relay, "DELIVERY_BATCH", 2)
    tell(1, 2, 3)
    journal.record(HammerFell("TP000001", 1), by=WANG_FANG)
    assert (relay.step(now=NOON, gives_way=False).told, Cursor.objects.get().position) == (2, 2)
    assert (relay.step(now=NOON, gives_way=False).told, Cursor.objects.get().position) == (1, 4)
    assert heard == ["TP000001", "TP000002", "TP000003"]


def test_a_new_listener_hears_the_whole_journal(heard):
    tell(1, 2)
    relay.run(now=NOON)
    late: list[str] = []

    @relay.listens(BidReceived)
    def newcomer(event: BidReceived) -> None:
        late.append(event.subject)

    relay.run(now=NOON)
    assert late == heard == ["TP000001", "TP000002"]


def test_news_of_a_listener_is_told_in_the_same_run(heard):
    @relay.listens(HammerFell)
    def clerk(event: HammerFell) -> None:
        journal.record(bid(event.count), by=WANG_FANG)

    journal.record(HammerFell("TP000001", 9), by=WANG_FANG)
    relay.run(now=NOON)
    assert heard == ["TP000009"]


def test_turns_have_no_gap_and_each_entry_has_one(heard, monkeypatch):
    monkeypatch.setattr(relay, "SEQUENCE_BATCH", 3)
    entries = tell(*range(10))
    relay.run(now=NOON)
    assert list(Turn.objects.order_by("position").values_list("position", "entry_id")) == [
        (position, entry.pk) for position, entry in enumerate(entries, start=1)
    ]
    assert not Pending.objects.exists()


def test_a_batch_ends_where_the_writers_have_waited_long_enough(heard, monkeypatch):
    monkeypatch.setattr(relay, "HOLD_SECONDS", 0)
    tell(1, 2, 3)
    assert relay.step(now=NOON).told == (1 if connection.vendor == "sqlite" else 3)
    relay.run(now=NOON)
    assert heard == ["TP000001", "TP000002", "TP000003"]


def test_who_is_alone_with_the_database_ends_no_batch_early(heard, monkeypatch):
    monkeypatch.setattr(relay, "HOLD_SECONDS", 0)
    tell(1, 2, 3)
    assert relay.step(now=NOON, gives_way=False).told == 3


def test_what_a_listener_left_half_done_is_undone_and_the_others_go_on(heard, clumsy):
    clumsy["TP000002"] = "柜子满了"
    tell(1, 2, 3)
    assert relay.run(now=NOON).stumbled == ("ledger.clerk",)
    assert heard == ["TP000001", "TP000002", "TP000003"]
    assert taken() == {"half.TP000001"}
    cursor = Cursor.objects.get(pk="ledger.clerk")
    assert (cursor.position, cursor.stumbling, cursor.failures, cursor.error) == (1, 2, 1, "ValueError: 柜子满了")


def test_a_listener_that_failed_waits_longer_each_time_but_never_for_days(clumsy):
    clumsy["TP000001"] = "柜子满了"
    tell(1)
    now, waits = NOON, []
    for _ in range(14):
        relay.run(now=now)
        cursor = Cursor.objects.get(pk="ledger.clerk")
        waits.append(cursor.retry_at - now)
        relay.run(now=cursor.retry_at - timedelta(seconds=1))
        assert Cursor.objects.get(pk="ledger.clerk").failures == cursor.failures
        now = cursor.retry_at
    assert waits[:3] == [timedelta(seconds=5), timedelta(seconds=10), timedelta(seconds=20)]
    assert waits[-1] == timedelta(hours=1)


def test_a_listener_that_recovers_hears_all_that_it_missed_in_order(clumsy):
    clumsy["TP000001"] = "柜子满了"
    tell(1, 2)
    relay.run(now=NOON)
    tell(3)
    clumsy.clear()
    assert relay.run(now=NOON + A_WHILE).told == 3
    assert taken() == {"half.TP000001", "half.TP000002", "half.TP000003"}
    cursor = Cursor.objects.get(pk="ledger.clerk")
    assert (cursor.failures, cursor.stumbling, cursor.retry_at, cursor.error) == (0, None, None, "")


def test_an_administrator_asks_to_try_again_at_once(clumsy):
    clumsy["TP000001"] = "柜子满了"
    tell(1)
    relay.run(now=NOON)
    clumsy.clear()
    assert relay.run(now=NOON).told == 0
    relay.retry("ledger.clerk", by=WANG_FANG)
    assert relay.run(now=NOON).told == 1
    trace = reading.entries_about("ledger.clerk")[0]
    assert (trace.label, trace.person) == ("重新投递", "AC000001")


def test_an_administrator_passes_over_a_poisoned_entry_and_says_why(clumsy):
    clumsy["TP000001"] = "柜子满了"
    poisoned, _ = tell(1, 2)
    relay.run(now=NOON)
    relay.skip("ledger.clerk", by=WANG_FANG, reason="档案已由人工补建")
    relay.run(now=NOON)
    assert taken() == {"half.TP000002"}
    trace = reading.entries_about("ledger.clerk")[0]
    assert {fact.label: fact.value for fact in trace.facts} == {
        "留痕编号": str(poisoned.pk),
        "留痕种类": "ledger.BidReceived",
        "错误": "ValueError: 柜子满了",
        "原因": "档案已由人工补建",
    }


def test_a_listener_that_failed_stays_before_its_entry_whatever_else_is_told(clumsy):
    clumsy["TP000002"] = "柜子满了"
    tell(1, 2)
    relay.run(now=NOON)
    journal.record(HammerFell("TP000001", 1), by=WANG_FANG)
    tell(3)
    for now in (NOON, NOON + A_WHILE):  # while it waits, and when it fails again
        relay.run(now=now)
        cursor = Cursor.objects.get(pk="ledger.clerk")
        assert (cursor.position, cursor.stumbling) == (1, 2)
    assert taken() == {"half.TP000001"}


def test_exactly_the_poisoned_entry_is_passed_over_wherever_it_stands_among_others(clumsy):
    clumsy["TP000001"] = "柜子满了"
    journal.record_all([Act(HammerFell("TP000001", count)) for count in range(2)], by=WANG_FANG)
    tell(1)
    journal.record(HammerFell("TP000001", 2), by=WANG_FANG)
    tell(2)
    relay.run(now=NOON)
    relay.skip("ledger.clerk", by=WANG_FANG, reason="档案已由人工补建")
    cursor = Cursor.objects.get(pk="ledger.clerk")
    assert (cursor.position, cursor.stumbling, cursor.failures, cursor.retry_at) == (3, None, 0, None)
    relay.run(now=NOON)
    assert taken() == {"half.TP000002"}


def test_nothing_is_passed_over_without_a_reason_or_without_need(clumsy, heard):
    clumsy["TP000001"] = "柜子满了"
    tell(1)
    relay.run(now=NOON)
    for act, code in [
        (lambda: relay.skip("ledger.clerk", by=WANG_FANG, reason=" "), "reason-missing"),
        (lambda: relay.skip("ledger.secretary", by=WANG_FANG, reason="无"), "not-failing"),
        (lambda: relay.retry("ledger.nobody", by=WANG_FANG), "not-failing"),
    ]:
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.code == code
    assert Cursor.objects.get(pk="ledger.clerk").position == 0


def test_an_entry_that_no_longer_fits_its_class_stops_only_who_listens_to_it(heard):
    Entry.objects.create(kind="ledger.HammerFell", subject="TP000001", role="clock", body='{"names":["甲"]}')
    Pending.objects.create(entry=Entry.objects.get())

    @relay.listens(HammerFell)
    def bell(event: HammerFell) -> None:
        raise AssertionError

    tell(1)
    assert relay.run(now=NOON).stumbled == ("ledger.bell",)
    assert heard == ["TP000001"]
    assert "count" in Cursor.objects.get(pk="ledger.bell").error


def test_two_listeners_of_one_name_are_refused(heard):
    def secretary(event: BidReceived) -> None:
        """A name that is taken."""

    secretary.__module__ = "elsewhere.ledger.handlers"
    with pytest.raises(ValueError, match="two listeners"):
        relay.listens(BidReceived)(secretary)
    secretary.__name__ = "s" * 80
    with pytest.raises(ValueError, match="too long"):
        relay.listens(BidReceived)(secretary)


def test_a_quiet_house_costs_four_questions(heard, django_assert_num_queries):
    tell(1)
    relay.run(now=NOON)
    with django_assert_num_queries(4):
        relay.step(now=NOON)
