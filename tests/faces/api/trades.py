"""Invented trades of an invented city, told as a trading system tells them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from heng.ledger import relay
from heng.registers.authorities.actors import CLOCK
from heng.registers.authorities.services.organs import load_organs
from heng.registers.parties.services import PartyFacts
from heng.registers.trading.models import Project
from heng.registers.trading.services import intake
from heng.registers.trading.services.dossier import (
    AbnormalityFacts,
    AwardFacts,
    BidFacts,
    ChangeFacts,
    ContractFacts,
    DepositFacts,
    DocumentFacts,
    Dossier,
    LotFacts,
    MarkFacts,
    MemberFacts,
    NoticeFacts,
    OpeningFacts,
    PerformanceFacts,
    ProjectFacts,
)

TODAY = date(2026, 3, 2)
START = datetime(2026, 1, 5, 1, tzinfo=UTC)
OWNER = PartyFacts(name="演示市教育服务中心", code="1141050000541750XE", roles=("04",))
BUILDER = PartyFacts(name="演示市虚构建设单位", code="12410500MB1234562Y", roles=("01",))
AGENCY = PartyFacts(name="演示招标代理公司甲", code="91410500MA3X00010X", roles=("05",))
FIRST, SECOND, THIRD = (
    PartyFacts(name=f"演示办公设备有限公司{mark}", code=f"XX-TEST:{mark}", scheme="FOREIGN", roles=("06",))
    for mark in "ABC"
)
PERSON = PartyFacts(name="王演示", code="", scheme="NAME", kind="natural", roles=("06",))


def at(days: int) -> datetime:
    return START + timedelta(days=days)


def on(days: int) -> date:
    return at(days).date()


def purchase(key: str = "K-1", **changes) -> Dossier:
    """A purchase in two lots, from its notice to the payment and a change of its contract."""
    facts = {
        "source": "centre",
        "key": key,
        "project": ProjectFacts(
            name="演示市教学设备采购项目",
            trade_class="D01",
            region="410500",
            owner=OWNER,
            agency=AGENCY,
            registered_on=on(0),
            tender_code="演采购-2026-1",
            is_mandatory=True,
            budget=Decimal("3000000.55"),
            mode="公开招标",
            is_electronic=True,
        ),
        "lots": (
            LotFacts(key="1", name="一包", code="1", budget=Decimal(2000000)),
            LotFacts(key="2", name="二包", code="2", budget=Decimal("1000000.55")),
        ),
        "notices": (
            NoticeFacts(
                key="n1",
                kind="tender",
                title="采购公告",
                url="https://ggzy.example/n1",
                published_at=at(1),
                documents_from=at(1),
                documents_to=at(8),
                bids_due_at=at(22),
            ),
            NoticeFacts(key="n2", kind="correction", title="更正公告", published_at=at(5)),
            NoticeFacts(key="n3", kind="result", title="结果公告", published_at=at(26)),
        ),
        "documents": (DocumentFacts(key="d1", title="采购文件", kind="biddingDocuments", published_at=at(1)),),
        "openings": (
            OpeningFacts(key="o", lot="1", opened_at=at(22)),
            OpeningFacts(key="o", lot="2", opened_at=at(22)),
        ),
        "bids": (
            _bid("b1", "1", FIRST, 1900000),
            _bid("b2", "1", SECOND, "1950000.10", joint=(THIRD,)),
            _bid("b3", "2", THIRD, 900000, status="rejected"),
            _bid("b4", "2", PERSON, 910000),
        ),
        "marks": (MarkFacts(key="m1", lot="1", bidder=FIRST, mac="00:11:22:33:44:55"),),
        "deposits": (DepositFacts(key="p1", lot="1", party=FIRST, account="6222021703000000000"),),
        "panel": (MemberFacts(key="e1", lot="1", name="韩专家"),),
        "awards": (
            AwardFacts(key="a1", lot="1", party=FIRST, amount=Decimal(1900000), awarded_at=at(25)),
            AwardFacts(key="a2", lot="2", party=None, awarded_at=at(25), status="unsuccessful"),
        ),
        "contracts": (
            ContractFacts(
                key="c1",
                lot="1",
                party=FIRST,
                name="教学设备采购合同",
                amount=Decimal(1900000),
                signed_on=on(30),
                starts_on=on(30),
                ends_on=on(120),
            ),
        ),
        "changes": (ChangeFacts(key="x1", contract="c1", content="交货期顺延十日", changed_on=on(40)),),
        "performances": (
            PerformanceFacts(key="p1", contract="c1", kind="payment", amount=Decimal(570000), happened_on=on(45)),
            PerformanceFacts(key="p2", contract="c1", kind="milestone", content="首批到货", happened_on=on(44)),
        ),
    }
    return Dossier(**facts | changes)


def works(key: str = "K-2", **changes) -> Dossier:
    """A works project that needs an approval, announced but not opened, though a bid came in."""
    facts = {
        "source": "centre",
        "key": key,
        "project": ProjectFacts(
            name="演示市教学楼工程施工",
            trade_class="A01",
            region="410500",
            owner=BUILDER,
            registered_on=on(0),
            tender_code="演招标-2026-2",
            is_mandatory=True,
            budget=Decimal(8000000),
            mode="公开招标",
            approval_name="演示立项批复",
            approval_number="演发改〔2026〕1号",
            approval_organ="演示市发展和改革委员会",
        ),
        "lots": (LotFacts(key="1", name="施工标段", code="1"),),
        "notices": (NoticeFacts(key="n1", kind="tender", title="招标公告", published_at=at(1), bids_due_at=at(22)),),
        "bids": (_bid("b1", "1", FIRST, 7900000),),
    }
    return Dossier(**facts | changes)


def failed(key: str = "K-3") -> Dossier:
    """A purchase for which too few bid."""
    end = AbnormalityFacts(key="z", kind="1", title="流标", approved_at=at(23))
    whole = purchase(key)
    return Dossier(
        source="centre",
        key=key,
        project=whole.project,
        lots=whole.lots,
        notices=whole.notices[:1],
        abnormalities=(end,),
    )


def found_the_city() -> None:
    """Put the departments of Anyang into the database."""
    load_organs(by=CLOCK, on=TODAY)


def tell(*dossiers: Dossier) -> list[Project]:
    """Take in trades, and let their entries have their turns."""
    outcomes = intake.take(dossiers, by=CLOCK, on=TODAY)
    assert [one.verdict for one in outcomes if one.verdict not in {"taken", "updated", "unchanged"}] == [], outcomes
    while relay.sequence():
        pass
    return [Project.objects.get(source=one.source, source_key=one.key) for one in dossiers]


def _bid(key: str, lot: str, bidder: PartyFacts, price: object, **facts) -> BidFacts:
    told = {"status": "valid"} | facts
    return BidFacts(key=key, lot=lot, bidder=bidder, price=Decimal(str(price)), submitted_at=at(21), **told)
