"""Taking in: twice is once, in whatever order, and what is wrong with one does not touch another."""

import random
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from heng.engines.procedure import Refusal
from heng.ledger.models import Entry
from heng.registers.parties.services import PartyFacts
from heng.registers.trading.models import (
    Award,
    Bid,
    Contract,
    Investment,
    JointBidder,
    Lot,
    Notice,
    Performance,
    Project,
    Score,
    Stage,
)
from heng.registers.trading.services import intake
from heng.registers.trading.services.dossier import InvestmentFacts, Revocation
from tests.registers.trading import trades
from tests.registers.trading.trades import BIDS, FIRMS, LOT, MONDAY, ROAD, WHOLE, of, road
from tests.support.cast import CAST, HOUSING


def test_a_whole_trade_is_taken_in_one_go(take, told):
    (outcome,) = take(WHOLE)
    project = Project.objects.get()
    assert (outcome.verdict, outcome.project_ref) == ("taken", project.ref)
    assert (project.stage, project.authority_id, project.opens_at) == (Stage.COMPLETED, HOUSING, trades.OPENS)
    assert (Bid.objects.count(), Score.objects.count(), Performance.objects.count()) == (3, 4, 1)
    mine = [kind.split(".")[1] for kind, subject in told() if subject == project.ref]
    assert mine == ["ProjectRegistered", "ProjectAdmitted", "FactsTaken", "ProjectCompleted"]


def test_telling_twice_changes_nothing(take):
    take(WHOLE)
    entries = Entry.objects.count()
    assert [outcome.verdict for outcome in take(WHOLE, WHOLE)] == ["unchanged", "unchanged"]
    assert Entry.objects.count() == entries
    assert Bid.objects.count() == 3


def test_telling_twice_takes_few_questions(take, django_assert_max_num_queries):
    take(WHOLE)
    with django_assert_max_num_queries(40):
        take(WHOLE)


def test_fifty_trades_take_hardly_more_questions_than_one(take, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        take(*[replace(WHOLE, key=str(number)) for number in range(50)])


def test_what_is_told_anew_replaces_what_was_told(take):
    take(WHOLE)
    lower = replace(BIDS[0], price=Decimal("7000000.1234567"))
    (outcome,) = take(of(bids=(lower,)))
    assert outcome.verdict == "updated"
    assert Bid.objects.get(source_key="b1").price == Decimal("7000000.123457")
    assert take(of(bids=(lower,)))[0].verdict == "unchanged"


def test_the_order_in_which_parts_arrive_does_not_matter(take):
    parts = [
        of(lots=(LOT,)),
        of(notices=WHOLE.notices),
        of(openings=WHOLE.openings),
        of(bids=BIDS),
        of(panel=WHOLE.panel),
        of(scores=WHOLE.scores),
        of(evaluations=WHOLE.evaluations, candidates=WHOLE.candidates),
        of(awards=WHOLE.awards),
        of(contracts=WHOLE.contracts),
        of(performances=WHOLE.performances),
        road(),
    ]
    random.Random(7).shuffle(parts)
    for _ in range(len(parts)):  # who waits is offered again, as the exchange does
        parts = [part for part, outcome in zip(parts, take(*parts), strict=True) if outcome.verdict == "waiting"]
    assert parts == []
    assert Project.objects.get().stage == Stage.COMPLETED
    assert (Bid.objects.count(), Score.objects.count(), Contract.objects.count()) == (3, 4, 1)


@pytest.mark.parametrize(
    ("part", "parent"),
    [
        (of(bids=BIDS), "1"),
        (of(lots=(LOT,), scores=trades.SCORES), "b1"),
        (of(lots=(LOT,), bids=BIDS, scores=trades.SCORES), "m0"),
        (of(performances=(trades.ACCEPTED,)), "k1"),
    ],
)
def test_a_child_waits_for_its_parent_and_says_for_which(take, part, parent):
    take(road())
    (outcome,) = take(part)
    assert (outcome.verdict, outcome.code, outcome.parent) == ("waiting", "unknown-parent", parent)
    assert parent in outcome.reason
    assert not Bid.objects.exists()
    assert not Lot.objects.exists()


def test_facts_of_an_unknown_project_wait_for_it(take):
    (outcome,) = take(of("9", lots=(LOT,)))
    assert (outcome.verdict, outcome.code, outcome.parent) == ("waiting", "unknown-project", "9")


@pytest.mark.clause("8.6")
def test_of_a_project_that_is_not_in_nothing_is_stored_but_itself(take):
    (outcome,) = take(replace(WHOLE, project=replace(ROAD, trade_class="Z99")))
    project = Project.objects.get()
    assert (outcome.verdict, outcome.code, outcome.project_ref) == ("held", "no-authority", project.ref)
    assert outcome.law == "安公管办〔2022〕6号 八"
    assert project.stage == Stage.REFUSED
    assert not any(model.objects.exists() for model in (Lot, Notice, Bid, Award, Contract))
    assert take(of(lots=(LOT,)))[0].verdict == "held"


def test_a_lot_that_comes_later_may_show_that_the_project_must_enter(take, told):
    (outcome,) = take(road(is_mandatory=False, budget=Decimal(1_500_000)))
    assert outcome.verdict == "held"  # who buys works of this size may choose, of services not
    services = replace(LOT, section_class="A03")
    (outcome,) = take(of(lots=(services,)))
    project = Project.objects.get()
    assert (outcome.verdict, project.stage, project.authority_id) == ("updated", Stage.ADMITTED, HOUSING)
    assert (project.section_classes, Lot.objects.get().section_class) == ("A03", "A03")
    assert ("trading.ProjectAdmitted", project.ref) in told()
    assert take(of(lots=(services,)))[0].verdict == "unchanged"


def test_told_again_with_what_was_missing_it_is_let_in(take):
    take(road(approval_name=""))
    (outcome,) = take(WHOLE)
    assert outcome.verdict == "updated"
    assert Project.objects.get().stage == Stage.COMPLETED


BAD = {
    "招标次数": of(lots=(replace(LOT, round=70_000),)),
    "不得为负数": of(bids=(replace(BIDS[0], price=Decimal(-1)),)),
    "超出可登记的范围": of(bids=(replace(BIDS[0], price=Decimal("1e20")),)),
    "代码表": of(notices=(replace(trades.NOTICE, kind="odd"),)),
    "缺少时区": of(openings=(replace(trades.OPENING, opened_at=datetime(2026, 3, 25, 9)),)),  # noqa: DTZ001
    "超过600个字": of(lots=(replace(LOT, name="长" * 601),)),
    "非法字符": of(lots=(replace(LOT, name="一\x00"),)),
    "来源主键": of(lots=(replace(LOT, key=" "),)),
    "主体名称": of(bids=(replace(BIDS[0], bidder=PartyFacts(name=" ")),)),
}


@pytest.mark.parametrize("words", list(BAD))
def test_what_does_not_fit_is_refused_in_words_and_spoils_nobody_else(take, words):
    bad = replace(BAD[words], project=ROAD, key="bad", lots=BAD[words].lots or (LOT,))
    first, second, third = take(replace(WHOLE, key="2"), bad, replace(WHOLE, key="3"))
    assert (first.verdict, second.verdict, third.verdict) == ("taken", "refused", "taken")
    assert words in second.reason
    assert Project.objects.count() == 2


def test_an_investment_is_waited_for_and_its_approval_counts(take):
    waiting = take(road(investment="I1", approval_name=""))[0]
    assert (waiting.verdict, waiting.code, waiting.parent) == ("waiting", "unknown-investment", "I1")
    told = InvestmentFacts(code="I1", name="演示投资项目", region="410500")
    assert intake.take_investments([told], "centre", by=CAST.centre, on=MONDAY) == ["taken"]
    assert take(road(investment="I1", approval_name=""))[0].code == "no-approval"
    approved = replace(told, approval_number="演发改〔2026〕1号")
    assert intake.take_investments([approved], "centre", by=CAST.centre, on=MONDAY) == ["updated"]
    assert Project.objects.get().stage == Stage.ADMITTED  # asked again by itself
    assert intake.take_investments([approved], "centre", by=CAST.centre, on=MONDAY) == ["unchanged"]
    assert Investment.objects.count() == 1


def test_partners_of_a_joint_bid_come_and_go(take):
    joint = replace(BIDS[0], joint=(FIRMS[2], FIRMS[3]))
    take(of(project=ROAD, lots=(LOT,), bids=(joint,)))
    assert JointBidder.objects.count() == 2
    assert take(of(bids=(joint,)))[0].verdict == "unchanged"
    assert take(of(bids=(replace(joint, joint=(FIRMS[3],)),)))[0].verdict == "updated"
    assert [row.party.name for row in JointBidder.objects.all()] == [FIRMS[3].name]


def test_what_a_teller_takes_back_stays_marked(take):
    take(WHOLE)
    back = of(revocations=(Revocation("bids", "b1", "1"), Revocation("notices", "none")))
    assert take(back)[0].verdict == "updated"
    assert Bid.objects.get(source_key="b1").withdrawn_on == MONDAY
    assert Entry.objects.order_by("pk").last().kind == "trading.FactsRevoked"
    assert take(back)[0].verdict == "unchanged"
    assert take(of(bids=BIDS))[0].verdict == "updated"  # told again, it stands again
    assert Bid.objects.get(source_key="b1").withdrawn_on is None


def test_two_sources_may_use_the_same_key(take):
    take(WHOLE, replace(WHOLE, source="other"))
    assert Project.objects.count() == 2


@pytest.mark.parametrize("who", ["officer", "coordinator", "watcher", "owner", "public"])
def test_nobody_but_the_centre_tells_of_trades(take, who):
    with pytest.raises(Refusal, match="无权"):
        take(WHOLE, by=getattr(CAST, who))
    assert not Project.objects.exists()
