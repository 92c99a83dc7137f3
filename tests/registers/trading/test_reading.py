"""Who may read what: the public what is in, bids once they are opened, the panel once the result is fixed."""

from dataclasses import replace

import pytest

from heng.registers.authorities.actors import PUBLIC, Actor, Role
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import Stage
from heng.registers.trading.selectors import Filters
from heng.registers.trading.services.dossier import Revocation
from tests.registers.trading import trades
from tests.registers.trading.trades import FIRMS, LOT, NOTICE, ROAD, WHOLE, of, road
from tests.support.cast import CAST, CITY, HOUSING, OWNER_CODE

TOLD = ("lots", "notices", "openings", "bids", "marks", "panel", "scores", "evaluations", "candidates", "awards")


def until(*tables, **project):
    """A trade of which only these tables are told yet."""
    return of(project=replace(ROAD, **project), **{name: getattr(WHOLE, name) for name in tables})


@pytest.fixture
def outside(project):
    return project(road("9", trade_class="Z99"))


@pytest.mark.parametrize("who", ["coordinator", "watcher", "centre", "machine", "owner", "officer", "clock"])
def test_who_has_to_do_with_a_project_at_the_gate_sees_it(outside, who):
    assert list(trading.gate_queue(getattr(CAST, who))) == [outside]
    assert trading.project(getattr(CAST, who), outside.pk) == outside


@pytest.mark.parametrize("actor", [PUBLIC, CAST.stranger, CAST.elsewhere(CAST.officer), CAST.elsewhere(CAST.watcher)])
def test_nobody_else_learns_that_it_exists(outside, actor):
    assert not trading.visible_to(actor).exists()
    assert trading.project_of_ref(actor, outside.ref) is None


def test_the_neighbour_does_not_see_what_is_refused_under_another_department(project):
    refused = project(road(approval_name=""))
    assert refused.authority_id == HOUSING
    assert list(trading.gate_queue(CAST.officer)) == [refused]
    assert not trading.gate_queue(CAST.neighbour).exists()


def test_what_is_in_everybody_sees(project):
    inside = project(road())
    assert list(trading.visible_to(PUBLIC)) == [inside]
    assert trading.counts_by_stage(PUBLIC)[Stage.ADMITTED] == 1
    assert trading.project_of_ref(PUBLIC, "ZT000001") is None


@pytest.mark.parametrize(
    ("text", "filters", "found"),
    [
        ("道路改造", Filters(), True),
        ("演示业主", Filters(), True),
        ("桥梁", Filters(), False),
        ("", Filters(trade_class="A", region=CITY, authority=HOUSING, stages=("admitted",)), True),
        ("", Filters(region="410581"), False),
        ("", Filters(budget_from=10_000_000), False),
        ("", Filters(regime="PROC"), False),
        ("", Filters(owner=OWNER_CODE, sort="-budget"), True),
    ],
)
def test_projects_are_found_by_words_and_filters(project, text, filters, found):
    project(road())
    assert trading.search(PUBLIC, text, filters).exists() is found


def test_a_list_asks_the_same_number_of_questions_for_many_as_for_few(take, django_assert_num_queries):
    take(*[road(str(number)) for number in range(20)])
    for number in (1, 20):
        with django_assert_num_queries(1):
            rows = list(trading.search(CAST.officer)[:number])
            assert len({(row.owner.name, row.authority.name) for row in rows}) == 1


def test_before_they_are_opened_nobody_sees_bids(project):
    trade = project(replace(until("lots", "bids"), notices=(NOTICE,)))
    assert trade.stage == Stage.ANNOUNCED
    for actor in (PUBLIC, CAST.officer, CAST.centre, CAST.watcher):
        (view,) = trading.bids_of(trade, actor)
        assert (view.is_secret, view.bids) == (True, ())
    assert [row.part for row in trading.parties_of(trade, PUBLIC)] == ["招标（采购）人", "代理机构"]


def test_once_opened_the_public_sees_prices_but_no_marks(project):
    trade = project(until("lots", "notices", "openings", "bids", "marks"))
    (view,) = trading.bids_of(trade, PUBLIC)
    assert [bid.price for bid in view.bids] == [8_000_001, 8_000_002, 8_000_003]
    assert not any(bid.marks for bid in view.bids)
    assert view.opened_at == trades.OPENS


def test_ranked_bids_stand_before_the_others_in_their_order(project):
    second = replace(trades.CANDIDATES[0], key="c2", party=FIRMS[2], rank=2)
    trade = project(replace(until("lots", "notices", "openings", "bids"), candidates=(*trades.CANDIDATES, second)))
    (view,) = trading.bids_of(trade, PUBLIC)
    assert [(bid.rank, bid.bidder.name[-1]) for bid in view.bids] == [(1, "甲"), (2, "丙"), (None, "乙")]


@pytest.mark.parametrize("who", ["officer", "head", "reader", "watcher", "coordinator"])
def test_supervisors_see_marks_and_scores(project, who):
    (view,) = trading.bids_of(project(until(*TOLD)), getattr(CAST, who))
    first = view.bids[0]
    assert (first.marks[0].mac, str(first.score)) == ("00-00-5E-00-53-01", "75.50")
    assert (first.rank, first.is_winner) == (1, True)


@pytest.mark.parametrize("who", ["neighbour", "centre", "owner", "machine", "public"])
def test_others_see_neither(project, who):
    (view,) = trading.bids_of(project(until(*TOLD)), getattr(CAST, who))
    assert (view.bids[0].marks, view.bids[0].score) == ((), None)


def test_the_panel_is_secret_until_the_result_is_fixed(project):
    trade = project(until(*TOLD[:-1]))
    assert trade.stage == Stage.PUBLICISED
    for actor in (PUBLIC, CAST.officer, CAST.watcher, CAST.centre):
        assert trading.panel_of(trade, actor) == []


def test_then_supervisors_see_it_in_full_and_the_public_masked(project):
    trade = project(until(*TOLD))
    assert [name for _, name in trading.panel_of(trade, CAST.officer)] == ["演示甲", "演示乙"]
    assert "演示甲" not in [name for _, name in trading.panel_of(trade, PUBLIC)]


def test_the_public_sees_who_won_and_what_was_signed(project):
    trade = project(WHOLE)
    assert [award.party.name for award in trading.awards_of(trade, PUBLIC)] == [FIRMS[0].name]
    (contract,) = trading.contracts_of(trade, PUBLIC)
    assert [row.kind for row in contract.performances] == ["acceptance"]
    assert [row.part for row in trading.parties_of(trade, PUBLIC)].count("中标（成交）人") == 1
    assert list(trading.trades_of(PUBLIC, FIRMS[0].code)) == [trade]
    assert not trading.trades_of(PUBLIC, FIRMS[1].code).exists()


def test_bids_of_many_lots_take_no_more_questions_than_of_one(project, django_assert_num_queries):
    lots = tuple(replace(LOT, key=str(number)) for number in range(1, 6))
    one = project(until("lots", "openings", "bids"))
    many = project(replace(until("openings", "bids"), key="2", lots=lots))
    for trade in (one, many):
        with django_assert_num_queries(6):
            trading.bids_of(trade, PUBLIC)


@pytest.mark.clause("8.5")
def test_the_timeline_holds_every_node_in_its_order(project):
    trade = project(WHOLE)
    nodes = trading.timeline(trade, PUBLIC)
    happened = [node.label for node in nodes if node.state == "happened" and node.day]
    assert " ".join(happened) == (
        "项目登记 准予进场 招标（采购）公告 开标 评标（评审）完成 中标候选人公示 中标候选人第1名 定标（有效） "
        "签订合同 验收"
    )
    assert "演示甲" not in str(nodes)


@pytest.mark.clause("8.5")
def test_the_timeline_names_what_the_law_wants_and_whether_it_was_kept(project):
    late = replace(WHOLE, contracts=(replace(trades.CONTRACT, signed_on=trades.date(2026, 6, 1)),))
    wanted = {node.period: node for node in trading.timeline(project(late), PUBLIC) if node.due}
    assert {number: node.state for number, node in wanted.items()} == {
        "T03": "kept", "T11": "kept", "T12": "kept", "T15": "late",
    }  # fmt: skip
    assert wanted["T15"].law == "招标投标法 第四十六条"
    assert wanted["T15"].due.explain()[-1].day == wanted["T15"].day


@pytest.mark.clause("2.2")
def test_a_trade_that_enters_of_its_own_will_is_not_held_to_the_periods_of_mandatory_ones(project):
    trade = project(WHOLE)
    trade.resolution = {**trade.resolution, "is_voluntary": True}
    assert [node.period for node in trading.timeline(trade, PUBLIC) if node.due] == ["T15"]


def test_what_is_still_to_come_is_open(project):
    trade = project(until("lots", "notices", "openings", "evaluations", "awards"))
    open_nodes = [node.period for node in trading.timeline(trade, PUBLIC) if node.state == "open"]
    assert open_nodes == ["T15"]


def test_the_timeline_of_a_long_trade_takes_no_more_questions(project, django_assert_num_queries):
    many = tuple(replace(NOTICE, key=f"n{number}") for number in range(30))
    for trade in (project(WHOLE), project(replace(WHOLE, key="2", notices=many))):
        fresh = trading.project(PUBLIC, trade.pk)
        with django_assert_num_queries(10):
            trading.timeline(fresh, PUBLIC)


def test_what_was_taken_back_is_gone_for_the_public(project, take):
    trade = project(WHOLE)
    take(of(revocations=(Revocation("notices", "n1"), Revocation("awards", "a1"))))
    assert "n1" not in [row.source_key for row in trading.notices_of(trade, PUBLIC)]
    assert "n1" in [row.source_key for row in trading.notices_of(trade, CAST.officer)]
    assert trading.awards_of(trade, PUBLIC) == []


def test_open_steps_are_those_of_the_table(project):
    outside = project(road(trade_class="Z99"))
    assert [step.verb for step in trading.open_steps(CAST.centre, outside)] == ["admit", "withdraw"]
    assert [step.verb for step in trading.open_steps(CAST.owner, outside)] == ["withdraw"]
    assert trading.open_steps(Actor(Role.PUBLIC), outside) == []
