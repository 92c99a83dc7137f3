"""Every dataset goes through the inbox into its register."""

import io
import random
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from heng.faces.exchange.inbox.answer import Answer
from heng.faces.exchange.inbox.national.fields import TABLES
from heng.faces.exchange.inbox.national.reader import read
from heng.faces.exchange.inbox.pipeline import Inbox
from heng.faces.exchange.inbox.record import Received, Rejected
from heng.faces.exchange.models import Batch, Item, Matter
from heng.registers.authorities.services import organs
from heng.registers.credit.models import Ban, Record
from heng.registers.parties.models import Party
from heng.registers.trading import models as trading
from tests.faces.exchange.national.samples import (
    BIDDER,
    BLACKLISTING,
    CENTRE,
    DEAL,
    OWNER,
    PART,
    PROJECT,
    PURCHASE,
    SECTION,
    file_of,
    message,
    sample,
)
from tests.support.cast import CAST

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 2, tzinfo=UTC)
ENGINEERING = ("500", "501", "502")
PROCUREMENT = ("550",)


@pytest.fixture(autouse=True)
def organs_of_the_city():
    organs.load_organs(by=CAST.clock, on=TODAY)


class Post:
    """Takes files in, and remembers what was answered at first to each record."""

    def __init__(self) -> None:
        self.answers: list[tuple[Received | Rejected, Answer]] = []

    def take(self, *messages: str) -> Counter[str]:
        """Take a file in; count the verdicts."""
        self.answers = []
        batch = Batch.objects.create(source=CENTRE.code, started_at=NOW)
        inbox = Inbox(profile=CENTRE, batch=batch, by=CAST.machine, on=TODAY, at=NOW, told=self._told)
        inbox.take(read(io.BytesIO(file_of(*messages)), CENTRE))
        return Counter(answer.verdict for _, answer in self.answers)

    def _told(self, record: Received | Rejected, answer: Answer, item: Item | None) -> None:
        if item is None:
            self.answers.append((record, answer))


@pytest.fixture
def post():
    return Post()


def told(dataset: str, operation: str = "1", stamp: str = "", **fields: str | None) -> str:
    """A message with one record of a dataset, under a DATA_KEY of its own."""
    return message(
        dataset, sample(dataset, **fields), key=f"0001{dataset}20260301000001", operation=operation, stamp=stamp
    )


def project(post: Post) -> None:
    """A tender project with a section, and a procurement project with a part, are in."""
    answers = post.take(*(told(dataset) for dataset in (*ENGINEERING, *PROCUREMENT)))
    assert answers == {"taken": 4}, [answer for _, answer in post.answers]


STORED = {
    "503": lambda: trading.Notice.objects.get(project__source_key=PROJECT, kind="tender").title == "演示公告标题甲",
    "504": lambda: trading.Notice.objects.get(kind="clarification").content == "演示澄清与修改的主要内容",
    "505": lambda: trading.Notice.objects.get(project__source_key=PROJECT).title == "投标邀请书",
    "506": lambda: trading.Opening.objects.get(lot__source_key=SECTION).place == "演示开标地点",
    "507": lambda: (
        trading.Bid.objects.get(lot__source_key=SECTION).bidder.code == BIDDER
        and trading.Deposit.objects.get(lot__source_key=SECTION).party.code == BIDDER
    ),
    "508": lambda: trading.PanelMember.objects.get(lot__source_key=SECTION).is_chair,
    "509": lambda: trading.Evaluation.objects.get(lot__source_key=SECTION).content == "演示评标报告内容",
    "510": lambda: trading.Candidate.objects.get(lot__source_key=SECTION).rank == 1,
    "511": lambda: trading.Notice.objects.get(project__source_key=PROJECT).kind == "candidates",
    "512": lambda: trading.Contract.objects.get(lot__source_key=SECTION).party.code == BIDDER,
    "513": lambda: (
        trading.Award.objects.get(lot__source_key=SECTION).party.code == BIDDER
        and trading.Notice.objects.get(project__source_key=PROJECT).kind == "result"
    ),
    "517": lambda: trading.Abnormality.objects.get(project__source_key=PROJECT).kind == "1",
    "519": lambda: trading.BidMark.objects.get(lot__source_key=SECTION).mac == "00-00-5E-00-53-01",
    "520": lambda: trading.Evaluation.objects.get(lot__source_key=SECTION).result == "演示评标结果",
    "521": lambda: trading.Question.objects.get(project__source_key=PROJECT).title == "演示标题",
    "522": lambda: trading.Performance.objects.get(contract__lot__source_key=SECTION).kind == "settlement",
    "523": lambda: trading.Deposit.objects.get(lot__source_key=SECTION).amount == 1000,
    "551": lambda: trading.Notice.objects.get(project__source_key=PURCHASE).kind == "tender",
    "552": lambda: trading.Notice.objects.get(project__source_key=PURCHASE).kind == "correction",
    "553": lambda: trading.Award.objects.get(lot__source_key=PART).party.code == BIDDER,
    "554": lambda: trading.Contract.objects.get(lot__source_key=PART).party.code == BIDDER,
    "556": lambda: trading.Opening.objects.get(lot__source_key=PART).place == "演示开标地点",
    "557": lambda: trading.Bid.objects.get(lot__source_key=PART).bidder.code == BIDDER,
    "100": lambda: Party.objects.get(code=BIDDER).people.count() == 2,
    "300": lambda: Record.objects.get(kind="violation").party.code == BIDDER and Ban.objects.get().regime == "ENG",
    "302": lambda: Record.objects.get(kind="blacklist").source_key == f"{CENTRE.code}:{BLACKLISTING}",
    "303": lambda: Record.objects.get(kind="removal").party.code == BIDDER,
    "304": lambda: Record.objects.get(kind="award").title == "演示奖励说明",
    "305": lambda: "合同金额：1000 元" in Record.objects.get(kind="performance").body,
    "400": lambda: Matter.objects.get(dataset="400").tender_code == PROJECT,
    "402": lambda: Matter.objects.get(dataset="402").organ == "演示监管单位名称甲",
    "404": lambda: Matter.objects.get(dataset="404").personal != [],
}  # fmt: skip
NEEDS = {"522": ("512",), "303": ("302",)}


def test_every_dataset_is_tried():
    assert set(STORED) | {*ENGINEERING, *PROCUREMENT} == set(TABLES)


@pytest.mark.clause("2.1")
def test_undertaking_project_and_section_come_in_under_the_department_that_supervises(post):
    project(post)
    row = trading.Project.objects.get(source_key=PROJECT)
    assert (row.stage, row.owner.code, row.investment.name) == ("admitted", OWNER, "演示项目名称甲")
    assert row.authority.kind == "ZJ"
    assert row.lots.get().source_key == SECTION
    bought = trading.Project.objects.get(source_key=PURCHASE)
    assert (bought.authority.kind, bought.lots.get().source_key) == ("CZ", PART)


@pytest.mark.clause("7.1")
@pytest.mark.parametrize("dataset", sorted(STORED))
def test_a_dataset_is_stored_and_telling_it_twice_changes_nothing(post, dataset):
    project(post)
    for parent in NEEDS.get(dataset, ()):
        assert post.take(told(parent)) == {"taken": 1}
    assert post.take(told(dataset)) == {"taken": 1}, post.answers
    assert STORED[dataset]()
    assert post.take(told(dataset)) == {"unchanged": 1}
    assert post.take(told(dataset, stamp="20260401000000")) == {"unchanged": 1}
    assert not Item.objects.filter(resolved_at__isnull=True).exists()


@pytest.mark.clause("7.1")
@pytest.mark.parametrize("seed", range(4))
def test_children_wait_for_their_parents_whatever_the_order(post, seed):
    datasets = [*ENGINEERING, "503", "506", "507", "508", "509", "510", "511", "512", "513", "519", "520", "522", "523"]
    for dataset in random.Random(seed).sample(datasets, len(datasets)):
        post.take(told(dataset))
    assert not Item.objects.filter(resolved_at__isnull=True).exists()
    tables = (trading.Bid, trading.Opening, trading.Contract, trading.Performance, trading.Award, trading.BidMark)
    assert [table.objects.count() for table in tables] == [1] * len(tables)


def test_a_child_before_its_parent_is_answered_as_waiting(post):
    assert post.take(told("507")) == {"waiting": 1}
    ((_, answer),) = post.answers
    assert "尚未收到" in answer.reason
    assert post.take(*(told(dataset) for dataset in reversed(ENGINEERING)))["taken"] >= 1
    assert trading.Bid.objects.get().bidder.code == BIDDER


@pytest.mark.clause("8.6")
def test_what_is_told_of_a_project_that_is_not_in_is_held(post):
    barred = told("501", TENDER_PROJECT_TYPE="A99", IS_TO_LAW="0")
    assert post.take(told("500"), barred, told("502"), told("507")) == {"taken": 1, "held": 3}
    assert not trading.Lot.objects.exists()


def test_an_update_replaces_and_a_late_old_version_does_not(post):
    project(post)
    post.take(told("507", BID_PRICE="10", PRICE_UNIT="0", stamp="20260301100000"))
    assert post.take(told("507", operation="2", BID_PRICE="20", stamp="20260302100000")) == {"updated": 1}
    assert post.take(told("507", BID_PRICE="15", stamp="20260301110000")) == {"unchanged": 1}
    assert trading.Bid.objects.get().price == Decimal(20)


def test_a_deletion_withdraws_the_fact_and_keeps_its_row(post):
    project(post)
    post.take(told("507", stamp="20260301100000"))
    assert post.take(told("507", operation="3", stamp="20260302100000")) == {"updated": 1}
    assert trading.Bid.objects.get().withdrawn_on == TODAY
    assert trading.Deposit.objects.get().withdrawn_on == TODAY
    assert post.take(told("507", stamp="20260301100000")) == {"unchanged": 1}
    assert trading.Bid.objects.get().withdrawn_on == TODAY


def test_a_deletion_that_comes_first_waits_for_what_it_deletes(post):
    project(post)
    assert post.take(told("507", operation="3", stamp="20260302100000")) == {"waiting": 1}
    post.take(told("507", stamp="20260301100000"))
    assert trading.Bid.objects.get().withdrawn_on == TODAY


@pytest.mark.clause("6.4")
def test_a_penalty_that_its_source_takes_back_bars_nobody(post):
    post.take(told("300", stamp="20260301100000"))
    assert Ban.objects.filter(known_to__isnull=True).exists()
    assert post.take(told("300", operation="3", stamp="20260302100000")) == {"updated": 1}
    assert not Ban.objects.filter(known_to__isnull=True).exists()
    assert not Record.objects.filter(known_to__isnull=True).exists()


def test_a_penalty_that_is_corrected_leaves_the_former_version_on_file(post):
    post.take(told("300", stamp="20260301100000"))
    assert post.take(told("300", operation="2", CONFINED_END="20280302000000", stamp="20260302100000")) == {
        "updated": 1
    }
    assert Ban.objects.get(known_to__isnull=True).ends_on == date(2028, 3, 2)
    assert Ban.objects.count() == 2


@pytest.mark.clause("6.4")
def test_removal_from_the_blacklist_waits_for_the_listing_and_lifts_its_ban(post):
    listed = told(
        "302", CONFINED_START="20260301000000", CONFINED_END="20270301000000", PUNISHMENT_BASIS="演示条例 第一条"
    )
    assert post.take(told("303")) == {"waiting": 1}
    post.take(listed)
    assert Record.objects.filter(kind="removal").count() == 1
    assert Ban.objects.get(known_to__isnull=True).ends_on == date(2026, 3, 9)


@pytest.mark.clause("7.1")
def test_a_bad_record_does_not_spoil_its_neighbours(post):
    project(post)
    answers = post.take(
        told("507", BID_PRICE="-1"),
        told("510"),
        told("519", BID_DOCUMENT_MD5="no"),
        told("523", UNIFIED_DEAL_CODE=DEAL[:-2]),
    )
    assert answers == {"taken": 1, "refused": 3}
    kept = Item.objects.get(dataset="507")
    assert (kept.verdict, kept.findings[0]["field"]) == ("refused", "BID_PRICE")
    assert post.take(told("507", operation="2", BID_PRICE="1", stamp="20260401000000")) == {"taken": 1}
    kept.refresh_from_db()
    assert kept.resolved_at == NOW


def test_a_complainant_is_named_on_no_page(post):
    post.take(told("404"))
    matter = Matter.objects.get()
    assert "演示人员" not in str(matter.told)
    assert ["投诉人名称", "演示人员"] in matter.personal
