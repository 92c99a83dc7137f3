"""What an auditor finds in the journal."""

from datetime import timedelta

import pytest

from heng.ledger import journal, reading, relay
from heng.ledger.models import Cursor, Entry
from tests.ledger.stories import LI_QIANG, NOON, WANG_FANG, BidReceived, HammerFell, bid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("silence")]


@pytest.fixture
def story():
    """Wang Fang writes of two projects, Li Qiang of one."""
    return [
        journal.record(bid(1), by=WANG_FANG, law="招标投标法 第三十六条").pk,
        journal.record(bid(2), by=LI_QIANG).pk,
        journal.record(HammerFell("TP000001", 3, ("甲", "乙"), is_final=True), by=WANG_FANG).pk,
    ]


def numbers(traces: list[reading.Trace]) -> list[int]:
    return [trace.entry for trace in traces]


@pytest.mark.clause("7.6")
def test_the_story_of_a_project_is_told_from_its_beginning(story):
    told = reading.entries_about("TP000001")
    assert numbers(told) == [story[0], story[2]]
    assert [trace.label for trace in told] == ["收到投标", "落槌"]
    assert (told[0].person, told[0].post, told[0].law) == ("AC000001", "王芳的岗位", "招标投标法 第三十六条")


def test_a_fact_is_read_under_its_chinese_name(story):
    assert [(fact.label, fact.value) for fact in reading.entries_about("TP000001")[1].facts] == [
        ("次数", "3"), ("names", "甲、乙"), ("at", ""), ("is_final", "是"),
    ]  # fmt: skip


def test_a_personal_fact_shows_its_commitment_only_and_whether_it_was_erased(story):
    price, bidder, _ = reading.entries_about("TP000001")[0].facts
    assert not price.is_personal
    assert (bidder.label, bidder.value, bidder.is_personal, bidder.is_erased) == ("投标人", "", True, False)
    journal.erase(Entry.objects.get(pk=story[0]), "bidder", by=WANG_FANG, law="", reason="本人撤回同意")
    assert reading.entries_about("TP000001")[0].facts[1].is_erased


def test_the_auditor_asks_by_person_department_kind_and_moment(story):
    assert numbers(reading.search()) == story[::-1]
    assert numbers(reading.search(people=["AC000004"])) == [story[1]]
    assert numbers(reading.search(departments=["410500-ZJ"], kind="ledger.BidReceived")) == [story[0]]
    assert reading.search(departments=[]) == []
    moment = Entry.objects.get(pk=story[0]).at
    assert (
        numbers(reading.search(since=moment - timedelta(minutes=1), until=moment + timedelta(minutes=1))) == story[::-1]
    )
    assert reading.search(since=moment + timedelta(days=1)) == []


def test_the_next_page_begins_where_the_last_one_ended(story):
    first = reading.search(limit=2)
    assert numbers(first) + numbers(reading.search(limit=2, before=first[-1].entry)) == story[::-1]


def test_a_page_of_fifty_asks_as_often_as_a_page_of_five(django_assert_num_queries):
    journal.record_all([journal.Act(bid(number)) for number in range(50)], by=WANG_FANG)
    for limit in (5, 50):
        with django_assert_num_queries(2):
            reading.search(limit=limit)


def test_an_entry_of_a_kind_that_the_program_forgot_is_still_read():
    entry = Entry.objects.create(kind="old.Forgotten", subject="TP000001", role="clock", body='{"sum":"7","ok":true}')
    trace = reading.entries_about("TP000001")[0]
    assert (trace.entry, trace.label) == (entry.pk, "old.Forgotten")
    assert [(fact.label, fact.value) for fact in trace.facts] == [("sum", "7"), ("ok", "是")]


def test_the_console_sees_how_far_each_listener_has_heard(story):
    @relay.listens(BidReceived)
    def file_bid(event):
        """Files a bid 「投标建档」."""
        raise ValueError("柜子满了")

    @relay.listens(HammerFell)
    def ring(event):
        """Nothing."""

    relay.run(now=NOON)
    Cursor.objects.create(listener="old.forgotten", position=1)
    failing, *well = reading.cursors()
    assert (failing.listener, failing.label, failing.waiting, failing.failures) == ("ledger.file_bid", "投标建档", 2, 1)
    assert failing.is_failing
    assert failing.error == "ValueError: 柜子满了"
    assert failing.stumbling is not None
    assert failing.stumbling.entry == story[0]
    assert [(each.listener, each.waiting, each.is_known, each.is_failing) for each in well] == [
        ("ledger.ring", 0, True, False), ("old.forgotten", 0, False, False),
    ]  # fmt: skip


def test_the_console_sees_what_the_relay_has_not_yet_put_in_order(story):
    assert reading.waiting_for_a_turn() == 3
    relay.run(now=NOON)
    assert reading.waiting_for_a_turn() == 0


def test_one_act_is_told_by_its_number(story):
    assert reading.entry(story[0]) == reading.search(before=story[0] + 1, limit=1)[0]
    assert reading.entry(10**9) is None


def test_acts_about_several_subjects_are_found_at_once(story):
    every = reading.search()
    subjects = {trace.subject for trace in every}
    assert reading.search(subjects=subjects) == every
    assert reading.search(subjects=[]) == []
