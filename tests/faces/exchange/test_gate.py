"""What is told of a project that may not enter is held, and comes in with it."""

import pytest

from heng.faces.exchange.models import Item
from heng.ledger import relay
from heng.registers.trading.models import Bid, Lot, Project, Stage
from heng.registers.trading.services import gate
from tests.faces.exchange.releases import NOW, TODAY, counts, found_the_city, lines, release, take
from tests.support.cast import CAST

pytestmark = pytest.mark.django_db


@pytest.mark.clause("8.6")
def test_without_a_department_nothing_but_the_project_is_stored():
    report = take(lines(release()))
    assert counts(report) == {"held": 1}
    project = Project.objects.get()
    assert (project.stage, project.authority) == (Stage.REFUSED, None)
    assert not Lot.objects.exists()
    item = Item.objects.get()
    assert (item.verdict, item.project, item.law) == ("held", project.ref, project.refusal_law)
    assert project.refusal_reason in report.as_text()


@pytest.mark.clause("8.6")
def test_once_the_project_is_let_in_the_relay_takes_what_was_held():
    take(lines(release()))
    found_the_city()
    gate.ask_entry(Project.objects.get(), by=CAST.machine, on=TODAY)
    assert Project.objects.get().stage == Stage.ADMITTED
    assert not Bid.objects.exists()
    relay.run(now=NOW)
    assert Bid.objects.count() == 3
    assert Project.objects.get().stage == Stage.CONTRACTED
    item = Item.objects.get()
    assert item.resolved_at is not None
    assert item.attempts == 2


def test_the_same_record_sent_again_after_the_gate_opened_is_taken_at_once():
    take(lines(release()))
    found_the_city()
    assert counts(take(lines(release()))) == {"taken": 1}
    assert Item.objects.get().resolution == "已收录"
    assert counts(take(lines(release()))) == {"unchanged": 1}


def test_two_sources_with_one_key_do_not_meet():
    found_the_city()
    take(lines(release()), source="one")
    take(lines(release()), source="two")
    assert sorted(Project.objects.values_list("source", flat=True)) == ["one", "two"]
