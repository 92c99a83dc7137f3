"""What an owner tells of its own project, and how a trading system goes on with it."""

from dataclasses import replace

import pytest

from heng.ledger.models import Entry
from heng.registers.parties.services import PartyFacts
from heng.registers.trading.models import Project, Stage
from heng.registers.trading.services import gate, intake, owning
from tests.registers.trading import trades
from tests.registers.trading.trades import MONDAY, ROAD
from tests.support.cast import CAST

NEIGHBOUR = PartyFacts(name="演示邻居", code="12410500MB1234562Y")


@pytest.fixture
def own(city):
    return owning.register_own(ROAD, "1", by=CAST.owner, on=MONDAY)


def go_on(project, *, by=CAST.machine, key="K-1", facts=ROAD):
    return owning.enter_taken_over(project.ref, facts, "centre", key, by=by, on=MONDAY)


def test_an_owner_registers_its_own_project_and_does_not_let_it_in(own):
    assert own.stage == Stage.APPLIED
    assert (own.source, own.owner.code) == ("owner", CAST.owner.party)


@pytest.mark.parametrize("who", [CAST.stranger, CAST.officer, CAST.centre, CAST.public])
def test_nobody_else_registers_for_an_owner(city, refused, who):
    refused("no-authority-to-act", lambda: owning.register_own(ROAD, "1", by=who, on=MONDAY))
    assert not Project.objects.exists()


def test_an_owner_does_not_register_for_somebody_else(city, refused):
    facts = replace(ROAD, owner=NEIGHBOUR)
    refused("no-authority-to-act", lambda: owning.register_own(facts, "1", by=CAST.owner, on=MONDAY))


def test_what_is_in_is_no_longer_the_owners_to_correct(own, refused):
    gate.admit(own, by=CAST.centre, on=MONDAY)
    refused("fixed-at-the-gate", lambda: owning.register_own(ROAD, "1", by=CAST.owner, on=MONDAY))


@pytest.mark.clause("8.5")
def test_a_trading_system_goes_on_with_the_project_of_an_owner(own):
    taken = go_on(own)
    assert (taken.pk, taken.source, taken.source_key, taken.stage) == (own.pk, "centre", "K-1", Stage.ADMITTED)
    assert Entry.objects.filter(kind="trading.ProjectTakenOver", subject=own.ref).count() == 1
    intake.take([trades.of("K-1", notices=trades.WHOLE.notices)], by=CAST.machine, on=MONDAY)
    own.refresh_from_db()
    assert own.stage == Stage.PUBLICISED


def test_asked_again_nothing_changes(own):
    go_on(own)
    assert go_on(own).pk == own.pk
    assert Entry.objects.filter(kind="trading.ProjectTakenOver").count() == 1
    assert Project.objects.count() == 1


def test_no_other_key_takes_over_what_a_system_told(own, refused):
    go_on(own)
    refused("not-an-owners", lambda: go_on(own, key="K-2"))


def test_a_project_is_not_taken_over_for_another_owner_or_under_a_key_in_use(own, refused):
    refused("other-owner", lambda: go_on(own, facts=replace(ROAD, owner=NEIGHBOUR)))
    gate.register(ROAD, "centre", "K-1", by=CAST.machine, on=MONDAY)
    refused("key-taken", lambda: go_on(own))
    own.refresh_from_db()
    assert own.source == "owner"


@pytest.mark.parametrize("who", [CAST.owner, CAST.officer, CAST.public, CAST.elsewhere(CAST.centre)])
def test_only_the_centre_there_goes_on_with_it(own, refused, who):
    refused("unknown-project", lambda: go_on(own, by=who))


def test_there_is_no_such_project(city, refused):
    for ref in ("TP999999", "SQ000001", "TP٣", ""):
        refused(
            "unknown-project",
            lambda ref=ref: owning.enter_taken_over(ref, ROAD, "centre", "K-1", by=CAST.machine, on=MONDAY),
        )
