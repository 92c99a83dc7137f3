"""The expert pool: entered as told, suspended with a reason, shown masked to those who supervise."""

import pytest

from heng.registers.parties import selectors as registry
from heng.registers.parties import services as parties
from heng.registers.parties.models import Expert
from heng.registers.parties.services import ExpertFacts
from tests.registers.conftest import MONDAY
from tests.support.cast import CAST

EXPERT = ExpertFacts(code="YSZJ0001", name="演示壬", id_number="410502197001011234", specialities=("A080101", "B02"))


@pytest.mark.clause("1.10")
def test_an_expert_is_entered_once(db, told):
    first = parties.enter_experts([EXPERT], by=CAST.machine, on=MONDAY)
    assert parties.enter_experts([EXPERT], by=CAST.machine, on=MONDAY) == first
    assert told() == [("parties.ExpertEntered", first[0].ref)]
    assert (first[0].specialities, first[0].entered_on) == ("A080101,B02", MONDAY)


def test_what_is_told_anew_is_taken_over(db, told):
    parties.enter_experts([EXPERT], by=CAST.machine, on=MONDAY)
    changed = ExpertFacts(code=EXPERT.code, name=EXPERT.name, phone="13900000001")
    parties.enter_experts([changed], by=CAST.officer, on=MONDAY)
    row = Expert.objects.get()
    assert (row.phone, row.specialities) == ("13900000001", "A080101,B02")
    assert len(told()) == 2


@pytest.mark.clause("1.10")
def test_an_expert_is_suspended_with_a_reason(db, refused):
    (expert,) = parties.enter_experts([EXPERT], by=CAST.officer, on=MONDAY)
    refused(
        "no-reason", lambda: parties.suspend_expert(expert, status="suspended", reason="", by=CAST.officer, on=MONDAY)
    )
    parties.suspend_expert(expert, status="suspended", reason="演示：未按规定回避", by=CAST.officer, on=MONDAY)
    assert registry.expert_row(Expert.objects.get()).status_label == "暂停"


def test_an_expert_is_not_suspended_twice(db, told, refused):
    (expert,) = parties.enter_experts([EXPERT], by=CAST.officer, on=MONDAY)
    stale = Expert.objects.get()
    parties.suspend_expert(expert, status="suspended", reason="演示", by=CAST.officer, on=MONDAY)
    refused(
        "unchanged",
        lambda: parties.suspend_expert(stale, status="suspended", reason="演示", by=CAST.officer, on=MONDAY),
    )
    assert [kind for kind, _ in told()].count("parties.ExpertSuspended") == 1
    parties.suspend_expert(stale, status="usable", reason="演示：期满", by=CAST.officer, on=MONDAY)
    assert Expert.objects.get().status == Expert.Status.USABLE


@pytest.mark.parametrize("who", ["reader", "owner", "watcher", "public"])
def test_nobody_else_writes_the_pool(db, refused, who):
    refused("no-authority-to-act", lambda: parties.enter_experts([EXPERT], by=getattr(CAST, who), on=MONDAY))


def test_the_pool_is_for_supervisors_and_masked(db):
    (expert,) = parties.enter_experts([EXPERT], by=CAST.officer, on=MONDAY)
    assert list(registry.experts(CAST.officer)) == [expert]
    for reader in (CAST.owner, CAST.public, CAST.centre):
        assert not registry.experts(reader)
    row = registry.expert_row(expert)
    assert (row.name, row.id_number, row.specialities) == ("演**", "4105**********1234", ("A080101", "B02"))
