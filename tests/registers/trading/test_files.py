"""Files that came with bids are listed to nobody before the opening: by the lot, the round and the moment."""

import io
from datetime import UTC, datetime, timedelta

import pytest

from heng.ledger.evidence import keeping
from heng.ledger.evidence.models import File
from heng.registers.parties.models import Party
from heng.registers.trading import selectors as trading
from heng.registers.trading.models import Award, Evaluation, Lot, Notice, Opening, Project, Stage
from tests.registers.trading.trades import MONDAY
from tests.support.cast import CAST, CITY, HOUSING

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NINE = datetime(2026, 3, 2, 1, tzinfo=UTC)  # the opening of the first lot
EVERYBODY = ("officer", "head", "reader", "watcher", "coordinator", "centre", "machine", "clock", "neighbour")
NEVER = ("public", "owner", "stranger", "government", "administrator", "neighbour")


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def road(city):
    """A project in announcement, with two lots, called for two days before the opening."""
    owner = Party.objects.create(code=CAST.owner.party, name="演示业主")
    facts = {"trade_class": "A01", "regime": "ENG", "region": CITY, "owner": owner, "registered_on": MONDAY}
    stands = {"stage": Stage.ANNOUNCED, "authority_id": HOUSING, "opens_at": NINE, "admitted_on": MONDAY}
    road = Project.objects.create(source="centre", source_key="1", name="演示道路", **facts, **stands)
    for key in ("a", "b"):
        Lot.objects.create(project=road, source_key=key, name=f"{key}标段")
    _call(road, "1", NINE - 48 * HOUR)
    return road


def _call(road, key, at):
    Notice.objects.create(project=road, source_key=key, kind=Notice.Kind.TENDER, title="招标公告", published_at=at)


def bid(road, lot="a", *, at=NINE - HOUR, category="BID"):
    """What the centre handed in at a moment."""
    content = io.BytesIO(f"投标文件 {File.objects.count()}".encode())
    file = keeping.keep(content, name="a.txt", about=road.ref, by=CAST.centre, on=MONDAY, category=category, part=lot)
    File.objects.filter(pk=file.pk).update(kept_at=at)
    return file


def opened(road, lot="a", at=NINE, key="1"):
    """The centre tells that the bids of a lot were opened, or are to be."""
    row, _ = Opening.objects.update_or_create(
        lot=road.lots.get(source_key=lot), source_key=key, defaults={"opened_at": at, "withdrawn_on": None}
    )
    _stage(road, Stage.OPENED)
    return row


def _stage(road, stage):
    road.stage = stage
    road.save(update_fields=["stage"])


def listed(road, part="officer", *, at=NINE):
    return list(trading.files_of(road, getattr(CAST, part), at=at))


@pytest.mark.clause("7.5")
@pytest.mark.parametrize("part", [*EVERYBODY, *NEVER])
def test_before_the_opening_nobody_knows_of_a_bid(road, part):
    bid(road)
    assert listed(road, part) == []
    opened(road)
    assert listed(road, part, at=NINE - timedelta(seconds=1)) == []


@pytest.mark.clause("7.5")
@pytest.mark.parametrize("part", [part for part in EVERYBODY if part not in NEVER])
@pytest.mark.parametrize("later", [timedelta(0), 3 * HOUR])
def test_from_the_moment_of_the_opening_who_may_look_sees_it(road, part, later):
    file = bid(road)
    opened(road)
    assert listed(road, part, at=NINE + later) == [file]


@pytest.mark.parametrize("part", NEVER)
def test_after_the_opening_it_is_for_supervisors_and_its_sender_alone(road, part):
    bid(road)
    opened(road)
    assert listed(road, part, at=NINE + HOUR) == []


def test_each_lot_opens_its_own(road):
    first, second, of_all = bid(road), bid(road, "b"), bid(road, "")
    opened(road)
    assert listed(road) == [first]
    opened(road, "b", NINE + HOUR)
    assert listed(road, at=NINE + HOUR) == [of_all, second, first]


@pytest.mark.parametrize("category", ["BID", "PREQUAL", "BASE", "UNTOLD"])
def test_what_may_tell_of_bids_is_shut_and_what_nobody_named_too(road, category):
    bid(road, category=category)
    assert listed(road) == []


@pytest.mark.parametrize("category", ["TENDER", "RECORD", "CONTRACT", "OTHER"])
def test_other_files_are_open_at_once(road, category):
    file = bid(road, category=category)
    assert listed(road, at=NINE - HOUR) == [file]


def test_a_postponed_opening_shuts_again_what_was_to_be_opened(road):
    file = bid(road)
    opened(road)
    opened(road, at=NINE + 24 * HOUR)
    assert listed(road, at=NINE + HOUR) == []
    assert listed(road, at=NINE + 24 * HOUR) == [file]


def test_an_opening_that_was_taken_back_opens_nothing(road):
    bid(road)
    row = opened(road)
    row.withdrawn_on = MONDAY
    row.save()
    assert listed(road, at=NINE + HOUR) == []


def test_an_opening_without_its_moment_opens_nothing(road):
    bid(road)
    opened(road, at=None)
    assert listed(road, at=NINE + HOUR) == []


@pytest.mark.parametrize("is_called", [True, False])
def test_bids_of_a_second_round_wait_for_the_second_opening(road, is_called):
    first = bid(road)
    opened(road)
    _stage(road, Stage.ANNOUNCED)
    if is_called:
        _call(road, "2", NINE + 10 * HOUR)
    second = bid(road, at=NINE + 20 * HOUR)
    assert listed(road, at=NINE + 24 * HOUR) == [first]
    opened(road, at=NINE + 30 * HOUR, key="2")
    assert listed(road, at=NINE + 29 * HOUR) == [first]
    assert listed(road, at=NINE + 30 * HOUR) == [second, first]


def test_a_second_call_is_heeded_though_another_lot_went_on(road):
    opened(road)
    opened(road, "b")
    _call(road, "2", NINE + 10 * HOUR)
    bid(road, at=NINE + 20 * HOUR)
    assert listed(road, at=NINE + 24 * HOUR) == []


def test_what_is_handed_in_late_of_a_lot_that_was_opened_is_open(road):
    opened(road)
    file = bid(road, at=NINE + HOUR)
    assert listed(road, at=NINE + 2 * HOUR) == [file]


@pytest.mark.parametrize(("kind", "column"), [(Evaluation, "ended_at"), (Award, "awarded_at")])
def test_a_report_or_an_award_proves_that_bids_were_opened(road, kind, column):
    file = bid(road)
    kind.objects.create(lot=road.lots.get(source_key="a"), source_key="1", **{column: NINE + HOUR})
    _stage(road, Stage.EVALUATED)
    assert listed(road) == []
    assert listed(road, at=NINE + HOUR) == [file]


@pytest.mark.parametrize("stage", [Stage.FAILED, Stage.TERMINATED])
def test_bids_that_were_never_opened_stay_shut(road, stage):
    bid(road)
    _stage(road, stage)
    assert listed(road, at=NINE + 9000 * HOUR) == []


def test_bids_that_were_opened_before_a_failure_stay_open(road):
    file = bid(road)
    opened(road)
    _stage(road, Stage.FAILED)
    assert listed(road, at=NINE + HOUR) == [file]


@pytest.mark.parametrize("lot", ["unknown", ""])
def test_a_bid_for_a_lot_that_is_not_known_stays_shut(road, lot):
    bid(road, lot)
    opened(road)
    assert listed(road, at=NINE + HOUR) == []


def test_a_bid_for_a_lot_that_was_taken_back_stays_shut(road):
    bid(road)
    Lot.objects.filter(source_key="a").update(withdrawn_on=MONDAY)
    assert listed(road, at=NINE + HOUR) == []
