"""What is written, and what of it can be erased."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction

from heng.engines.procedure import Refusal
from heng.ledger import events, journal, reading
from heng.ledger.events import Event
from heng.ledger.journal import Act
from heng.ledger.models import Entry, Pending, PersonalValue
from tests.ledger.stories import WANG_FANG, BidReceived, HammerFell, bid

LAW = "招标投标法 第三十六条"


@pytest.mark.django_db
@pytest.mark.clause("7.6")
def test_an_entry_says_who_did_what_in_which_post_by_which_law():
    kept = Entry.objects.get(pk=journal.record(bid(), by=WANG_FANG, law=LAW).pk)
    assert (kept.kind, kept.subject) == ("ledger.BidReceived", "TP000001")
    assert (kept.role, kept.person, kept.post, kept.department, kept.law) == (
        "officer", "AC000001", "王芳的岗位", "410500-ZJ", LAW,
    )  # fmt: skip
    assert abs((datetime.now(UTC) - kept.at).total_seconds()) < 60
    assert Pending.objects.filter(entry=kept).exists()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_the_transaction_of_the_act():
    with pytest.raises(transaction.TransactionManagementError):
        journal.record(bid(), by=WANG_FANG)
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_an_act_that_is_undone_leaves_no_trace():
    def act() -> None:
        with transaction.atomic():
            journal.record(bid(), by=WANG_FANG)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not Entry.objects.exists()
    assert not Pending.objects.exists()


@pytest.mark.django_db
def test_many_acts_keep_their_order_and_their_personal_values():
    entries = journal.record_all([Act(bid(number, f"演示投标人{number}")) for number in range(1, 8)], by=WANG_FANG)
    assert [entry.subject for entry in entries] == [f"TP{number:06d}" for number in range(1, 8)]
    assert [entry.pk for entry in entries] == sorted(entry.pk for entry in entries)
    for number, entry in enumerate(entries, start=1):
        assert entry.personal_values.get().value == f"演示投标人{number}"


@pytest.mark.django_db
def test_the_name_of_a_bidder_stands_nowhere_in_the_entry():
    entry = journal.record(bid(), by=WANG_FANG)
    assert "演示投标人" not in str(Entry.objects.filter(pk=entry.pk).values())
    secret = PersonalValue.objects.get(entry=entry)
    assert json.loads(entry.body)["bidder"] == {"commitment": events.commitment(bytes(secret.salt), "演示投标人甲")}


@pytest.mark.django_db
def test_equal_names_leave_unlike_commitments():
    first, second = journal.record_all([Act(bid()), Act(bid())], by=WANG_FANG)
    assert first.body != second.body


@pytest.mark.django_db
def test_an_erased_name_is_gone_while_its_commitment_stays():
    entry = journal.record(bid(), by=WANG_FANG)
    assert reading.commitment_holds(entry, "bidder") is True
    trace = journal.erase(entry, "bidder", by=WANG_FANG, law="个人信息保护法 第四十七条", reason="本人撤回同意")
    assert not PersonalValue.objects.filter(entry=entry).exists()
    assert reading.commitment_holds(entry, "bidder") is None
    assert Entry.objects.get(pk=entry.pk).body == entry.body
    assert (trace.kind, trace.subject) == ("ledger.PersonalValueErased", entry.subject)
    assert json.loads(trace.body) == {"entry": entry.pk, "field": "bidder", "reason": "本人撤回同意"}


@pytest.mark.django_db
def test_a_name_put_in_place_of_the_kept_one_is_found_out():
    entry = journal.record(bid(), by=WANG_FANG)
    PersonalValue.objects.filter(entry=entry).update(value="演示投标人乙")
    assert reading.commitment_holds(entry, "bidder") is False


@pytest.mark.django_db
@pytest.mark.parametrize(("field", "reason", "code"), [
    ("bidder", "  ", "reason-missing"),
    ("price", "写错了", "nothing-to-erase"),
    ("nobody", "写错了", "nothing-to-erase"),
])  # fmt: skip
def test_nobody_erases_without_a_reason_or_what_is_not_personal(field, reason, code):
    entry = journal.record(bid(), by=WANG_FANG)
    with pytest.raises(Refusal) as refused:
        journal.erase(entry, field, by=WANG_FANG, law="", reason=reason)
    assert refused.value.code == code
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("event", [
    bid(),
    HammerFell("TP000001", 3, ("甲", "乙"), datetime(2026, 3, 2, 9, 30, 1, 5, tzinfo=UTC), is_final=True),
    HammerFell("TP000001", 2**60),
    HammerFell("TP000001", -1, ("",), None),
])  # fmt: skip
def test_an_event_comes_back_as_it_went(event: Event):
    body, sealed = events.encode(event)
    values = {secret.field: secret.value for secret in sealed}
    assert events.decode(type(event), event.subject, json.loads(body), values) == event


def test_an_event_whose_name_was_erased_comes_back_without_it():
    body, _ = events.encode(bid())
    told = events.decode(BidReceived, "TP000001", json.loads(body), {})
    assert told == BidReceived("TP000001", Decimal("1234567.89"), "", date(2026, 3, 2))


def test_two_rooms_may_not_tell_the_same_kind():
    with pytest.raises(TypeError, match="both tell"):
        type("BidReceived", (Event,), {"__module__": "elsewhere.ledger.events"})
    assert events.type_of("ledger.BidReceived") is BidReceived


def test_an_event_may_not_carry_what_no_reader_understands():
    with pytest.raises(TypeError, match="float"):
        events.encode(HammerFell("TP000001", 1.5))  # type: ignore[arg-type]
