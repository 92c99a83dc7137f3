"""How far a trade has come: forward only, whatever comes first; and act by act as people tell it."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from heng.registers.trading.models import BEFORE_THE_GATE, Project, Stage
from heng.registers.trading.procedure import PROCEDURE
from heng.registers.trading.services import acts
from tests.registers.trading import trades
from tests.registers.trading.trades import FAILED, LOT, MONDAY, NOTICE, OPENS, WHOLE, of, road
from tests.support.cast import CAST, CITY, HOUSING, OWNER_CODE

AGAIN = replace(NOTICE, key="n9", published_at=OPENS + timedelta(days=5), bids_due_at=OPENS + timedelta(days=30))
WHO = {"gatekeeper": "centre", "owner_or_centre": "owner", "teller": "machine"}


def stage():
    return Project.objects.get().stage


@pytest.mark.clause("8.5")
def test_a_trade_goes_its_whole_way_act_by_act(project, told):
    trade = project(road())
    done = {"by": CAST.centre, "on": MONDAY}
    way = [trade.stage]
    for act, *facts in (
        (acts.publish_notice, NOTICE),
        (acts.open_bids, trades.OPENING, trades.BIDS),
        (acts.evaluate, trades.REPORT),
        (acts.publicise, trades.SHOWN, trades.CANDIDATES),
        (acts.award, [trades.AWARD]),
        (acts.sign, trades.CONTRACT),
        (acts.record_performance, trades.ACCEPTED),
    ):
        more = {"lots": (LOT,)} if act is acts.publish_notice else {}
        way.append(act(trade, *facts, **more, **done).stage)
    assert way == [*PROCEDURE_WAY]
    assert [kind for kind, _ in told()][-1] == "trading.ProjectCompleted"


PROCEDURE_WAY = (
    Stage.ADMITTED,
    Stage.ANNOUNCED,
    Stage.OPENED,
    Stage.EVALUATED,
    Stage.PUBLICISED,
    Stage.AWARDED,
    Stage.CONTRACTED,
    Stage.COMPLETED,
)


@pytest.mark.clause("8.6")
def test_nothing_is_told_of_a_project_that_is_not_in(project, refused):
    outside = project(road(trade_class="Z99"))
    refused("no-authority", lambda: acts.publish_notice(outside, NOTICE, by=CAST.centre, on=MONDAY))


def test_the_officer_who_supervises_tells_nothing_of_the_trade(project, refused):
    trade = project(road())
    refused("no-authority-to-act", lambda: acts.publish_notice(trade, NOTICE, by=CAST.officer, on=MONDAY))


def test_a_trade_never_goes_back(take):
    take(WHOLE)
    take(of(notices=(AGAIN,)))
    assert stage() == Stage.COMPLETED


def test_it_is_completed_only_when_every_contract_is_performed(take):
    take(replace(WHOLE, contracts=(trades.CONTRACT, replace(trades.CONTRACT, key="k2"))))
    assert stage() == Stage.CONTRACTED
    take(of(performances=(replace(trades.ACCEPTED, key="p2", contract="k2"),)))
    assert stage() == Stage.COMPLETED


@pytest.mark.parametrize("order", [*permutations(["notice", "failure", "again"])])
def test_a_failed_trade_that_is_announced_again_goes_on_in_whatever_order_it_is_told(take, order):
    parts = {
        "notice": of(notices=(NOTICE,)),
        "failure": of(abnormalities=(FAILED,)),
        "again": of(notices=(AGAIN,)),
    }
    take(road(), *[parts[word] for word in order])
    assert stage() == Stage.ANNOUNCED


@pytest.mark.parametrize("order", [*permutations(["notice", "failure", "opening"])])
def test_a_trade_that_failed_at_its_opening_has_failed(take, order):
    parts = {
        "notice": of(notices=(NOTICE,)),
        "failure": of(abnormalities=(FAILED,)),
        "opening": of(lots=(LOT,), openings=(trades.OPENING,)),
    }
    take(road(), *[parts[word] for word in order])
    assert stage() == Stage.FAILED


@pytest.mark.parametrize("order", [*permutations(["failure", "award"])])
def test_one_lot_that_failed_does_not_undo_another_that_was_awarded(take, order):
    parts = {"failure": of(abnormalities=(FAILED,)), "award": of(lots=(LOT,), awards=(trades.AWARD,))}
    take(road(), *[parts[word] for word in order])
    assert stage() == Stage.AWARDED


def test_a_terminated_trade_stays_so(project, refused):
    trade = project(of(project=trades.ROAD, lots=(LOT,), notices=(NOTICE,)))
    assert acts.terminate(trade, FAILED, by=CAST.centre, on=MONDAY).stage == Stage.TERMINATED
    refused("wrong-state", lambda: acts.fail(trade, FAILED, by=CAST.centre, on=MONDAY))
    assert acts.award(trade, [trades.AWARD], by=CAST.centre, on=MONDAY).stage == Stage.TERMINATED


def test_an_awarded_trade_cannot_fail(project, refused):
    trade = project(replace(WHOLE, contracts=(), performances=()))
    refused("wrong-state", lambda: acts.fail(trade, FAILED, by=CAST.centre, on=MONDAY))


def test_a_cancelled_award_awards_nothing(take):
    take(of(project=trades.ROAD, lots=(LOT,), awards=(replace(trades.AWARD, status="cancelled"),)))
    assert stage() == Stage.ADMITTED


class Paper:
    """A project as the procedure sees it."""

    def __init__(self, state):
        self.state = state
        self.authority_id = HOUSING
        self.owner_code = OWNER_CODE
        self.region = CITY


@pytest.mark.parametrize("step", list(PROCEDURE), ids=lambda step: step.verb)
def test_every_step_has_its_right_actor_its_neighbour_and_its_wrong_state(step, refused):
    for source in step.source:
        assert PROCEDURE.take(step.verb, Paper(source), by=getattr(CAST, WHO[step.by.__name__])) is step
        for who in ("neighbour", "stranger", "public", "watcher"):
            refused("no-authority-to-act", lambda: PROCEDURE.take(step.verb, Paper(source), by=getattr(CAST, who)))  # noqa: B023
    for state in set(Stage) - set(step.source):
        refused("wrong-state", lambda: PROCEDURE.take(step.verb, Paper(state), by=CAST.centre))  # noqa: B023


def test_only_one_step_leads_past_the_gate():
    past = [
        step for step in PROCEDURE if set(step.source) & set(BEFORE_THE_GATE) and step.target not in BEFORE_THE_GATE
    ]
    assert [step.verb for step in past] == ["admit"]
