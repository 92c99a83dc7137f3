"""One project, in parts, from registration to performance."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heng.faces.console.project import SECTIONS
from heng.registers.trading.models import Project
from heng.registers.trading.services import intake
from tests.registers.trading import trades
from tests.support.cast import CAST

pytestmark = pytest.mark.django_db


@pytest.fixture
def road(world):
    """A whole trade of the housing department, from registration to acceptance."""
    outcome = intake.take([replace(trades.WHOLE, key="whole")], by=CAST.centre, on=trades.MONDAY)[0]
    return Project.objects.get(pk=int(outcome.project_ref.removeprefix("TP")))


def part(client, project, tab: str = "") -> str:
    answer = client.get(reverse("console:project", args=[project.pk], query={"tab": tab}))
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.clause("8.5")
def test_wang_fang_reads_the_whole_way_of_a_trade(as_one, road):
    page = part(as_one("officer"), road)
    for word in (
        "项目登记",
        "准予进场",
        "招标（采购）公告",
        "开标",
        "评标（评审）完成",
        "签订合同",
        "验收",
        "法定期限",
    ):
        assert word in page
    assert 'aria-current="step"' in page


def test_she_reads_bids_scores_candidates_and_marks(as_one, road):
    page = part(as_one("officer"), road, "trade")
    for word in ("演示投标公司甲", "8,000,001.00 元", "75.50", "中标候选人", "00-00-5E-00-53-01", "演示甲"):
        assert word in page


def test_the_neighbour_reads_the_bids_but_neither_marks_nor_bonds(as_one, road):
    page = part(as_one("neighbour"), road, "trade")
    assert "演示投标公司甲" in page
    assert "00-00-5E-00-53-01" not in page
    assert "投标保证金" not in page


def test_nobody_reads_bids_before_they_are_opened(as_one, world):
    outcome = intake.take(
        [replace(trades.road("sealed"), lots=(trades.LOT,), bids=trades.BIDS)], by=CAST.centre, on=trades.MONDAY
    )[0]
    sealed = Project.objects.get(pk=int(outcome.project_ref.removeprefix("TP")))
    for tab in ("trade", "parties", "all"):
        page = part(as_one("officer"), sealed, tab)
        assert "演示投标公司甲" not in page
    assert "开标前不公开投标情况" in part(as_one("officer"), sealed, "trade")


def test_papers_performance_parties_and_trace_stand_each_in_their_part(as_one, road):
    client = as_one("officer")
    assert "演示招标公告" in part(client, road, "papers")
    assert 'href="https://example.invalid/f1"' in part(client, road, "papers")
    assert "验收" in part(client, road, "performance")
    assert "演示代理公司" in part(client, road, "parties")
    assert "项目获准进场" in part(client, road, "trace")


def test_all_of_it_can_be_printed(as_one, road):
    page = part(as_one("watcher"), road, "all")
    for word in ("全流程", "演示投标公司甲", "演示招标公告", "演示代理公司", "项目获准进场", "data-print"):
        assert word in page


def test_an_unknown_part_shows_the_first(as_one, road):
    assert "基本情况" in part(as_one("officer"), road, "nonsense")


def test_an_address_that_a_browser_must_not_follow_is_no_link(as_one, road):
    road.documents.update(url="javascript:alert(1)")
    assert "javascript:" not in part(as_one("officer"), road, "papers")


@pytest.mark.clause("7.3")
def test_the_file_names_its_officer(as_one, world):
    page = part(as_one("officer"), Project.objects.get(pk=world.words["project"]))
    assert "监管档案" in page
    assert "房屋市政工程招标投标监督" in page


def test_an_outsider_of_the_department_does_not_see_the_file(as_one, world):
    assert "建档日期" not in part(as_one("neighbour"), Project.objects.get(pk=world.words["project"]))


@pytest.mark.parametrize("tab", [section.key for section in SECTIONS])
def test_a_part_asks_as_often_for_many_lots_as_for_one(as_one, road, tab):
    lots = tuple(replace(trades.LOT, key=f"L{number}", name=f"第{number}标段") for number in range(5))
    bids = tuple(replace(bid, lot=lot.key) for lot in lots for bid in trades.BIDS)
    awards = tuple(replace(trades.AWARD, key=lot.key, lot=lot.key) for lot in lots)
    notices = tuple(replace(trades.NOTICE, key=f"more{number}") for number in range(8))
    contracts = tuple(replace(trades.CONTRACT, key=f"C{lot.key}", lot=lot.key) for lot in lots)
    told = trades.of("whole", lots=lots, bids=bids, awards=awards, notices=notices, contracts=contracts)
    client = as_one("officer")
    with CaptureQueriesContext(connection) as few:
        part(client, road, tab)
    assert intake.take([told], by=CAST.centre, on=trades.MONDAY)[0].verdict in {"taken", "updated"}
    with CaptureQueriesContext(connection) as many:
        part(client, road, tab)
    assert len(many) <= len(few)


def test_a_day_that_the_law_still_waits_for_shows_how_it_stands(as_one, world):
    told = replace(trades.WHOLE, key="late", contracts=(), performances=())
    ref = intake.take([told], by=CAST.centre, on=trades.MONDAY)[0].project_ref
    answer = as_one("officer").get(reverse("console:project", args=[int(ref.removeprefix("TP"))]))
    runs = [node.moment.label for node in answer.context["nodes"] if node.runs]
    assert runs == ["法定期限：签订合同"]
    assert 'class="deadline"' in answer.content.decode()


def test_a_refusal_on_the_timeline_is_no_success(as_one, world):
    answer = as_one("officer").get(reverse("console:project", args=[world.words["outside"]]))
    assert [(node.moment.label, node.tone) for node in answer.context["nodes"]][-1] == ("未准进场", "bad")
