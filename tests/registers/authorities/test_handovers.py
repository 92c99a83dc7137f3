"""Several departments received a matter: the first handles it, or hands it over; the clock runs on."""

from datetime import date, timedelta

import pytest

from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.models import Claim
from heng.registers.authorities.services import handovers
from tests.registers.conftest import MONDAY, NOON
from tests.support.cast import AUDIT, CAST, HOUSING, WATER

COMPLAINT = "TS000001"
DUE = date(2026, 4, 13)


@pytest.fixture
def received(city):
    """王芳 received the complaint at noon, 李强 an hour later."""
    handovers.claim(COMPLAINT, by=CAST.officer, at=NOON)
    handovers.claim(COMPLAINT, by=CAST.neighbour, at=NOON + timedelta(hours=1))
    return city


@pytest.fixture
def propose(received):
    def propose(by=CAST.officer, target=WATER, reason="演示：属水利工程", on=MONDAY + timedelta(days=3)):
        return handovers.hand_over(COMPLAINT, target=received[target], due_on=DUE, reason=reason, by=by, on=on)

    return propose


@pytest.mark.clause("5.1")
def test_the_first_receiver_leads(received):
    assert authorities.lead(COMPLAINT).code == HOUSING
    assert [claim.authority_id for claim in authorities.claims(COMPLAINT)] == [HOUSING, WATER]
    assert authorities.lead("TS000999") is None


def test_receiving_twice_counts_once(received, told):
    handovers.claim(COMPLAINT, by=CAST.head, at=NOON + timedelta(days=1))
    assert Claim.objects.count() == 2
    assert told() == [("authorities.MatterReceived", COMPLAINT)] * 2


@pytest.mark.parametrize("who", ["reader", "coordinator", "owner", "public", "machine"])
def test_only_officers_receive(city, refused, who):
    refused("no-authority-to-act", lambda: handovers.claim(COMPLAINT, by=getattr(CAST, who), at=NOON))


@pytest.mark.clause("5.1")
def test_the_clock_is_kept_when_a_matter_changes_hands(propose):
    handover = propose()
    assert (handover.received_on, handover.due_on) == (MONDAY, DUE)
    assert authorities.lead(COMPLAINT).code == HOUSING  # until it is taken
    handovers.take(handover, by=CAST.neighbour, on=MONDAY + timedelta(days=4))
    assert authorities.lead(COMPLAINT).code == WATER
    assert (handover.received_on, handover.due_on) == (MONDAY, DUE)


def test_it_may_come_back_on_the_same_day(propose):
    handovers.take(propose(), by=CAST.neighbour, on=MONDAY)
    handovers.take(propose(by=CAST.neighbour, target=HOUSING), by=CAST.officer, on=MONDAY)
    assert authorities.lead(COMPLAINT).code == HOUSING


def test_who_does_not_lead_hands_nothing_over(propose, refused):
    for actor in (CAST.neighbour, CAST.reader, CAST.coordinator, CAST.owner):
        refused("not-the-lead", lambda actor=actor: propose(by=actor, target=HOUSING))


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"reason": " "}, "no-reason"), ({"target": HOUSING}, "to-oneself"), ({"target": AUDIT}, "not-a-supervisor")],
)
def test_a_handover_has_a_reason_and_a_department_to_go_to(propose, refused, changes, code):
    refused(code, lambda: propose(**changes))


def test_what_nobody_received_cannot_be_handed_over(city, refused):
    def act():
        handovers.hand_over("TS000777", target=city[WATER], due_on=DUE, reason="演示", by=CAST.officer, on=MONDAY)

    refused("not-received", act)


def test_one_handover_at_a_time(propose, refused):
    propose()
    refused("already-proposed", propose)


def test_the_other_department_may_send_it_back_with_a_reason(propose, refused):
    handover = propose()
    refused("no-reason", lambda: handovers.decline(handover, by=CAST.neighbour, on=MONDAY, reason=""))
    handovers.decline(handover, by=CAST.neighbour, on=MONDAY, reason="不属水利工程")
    assert authorities.lead(COMPLAINT).code == HOUSING
    refused("wrong-state", lambda: handovers.take(handover, by=CAST.neighbour, on=MONDAY))


@pytest.mark.parametrize("who", ["officer", "coordinator", "public"])
def test_nobody_takes_what_was_handed_to_another(propose, refused, who):
    handover = propose()
    refused("no-authority-to-act", lambda: handovers.take(handover, by=getattr(CAST, who), on=MONDAY))


def test_both_departments_and_the_joint_conference_see_it_no_party_does(propose):
    handover = propose()
    for reader in (CAST.officer, CAST.neighbour, CAST.coordinator, CAST.watcher):
        assert list(authorities.handovers(reader)) == [handover]
    for reader in (CAST.owner, CAST.public, CAST.elsewhere(CAST.officer)):
        assert not authorities.handovers(reader)
