"""What is told of an invented trade, for tests: a whole one, or as much as a test needs."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from heng.registers.parties.services import PartyFacts
from heng.registers.trading.services.dossier import (
    AbnormalityFacts,
    AwardFacts,
    BidFacts,
    CandidateFacts,
    ContractFacts,
    DepositFacts,
    DocumentFacts,
    Dossier,
    EvaluationFacts,
    LotFacts,
    MarkFacts,
    MemberFacts,
    NoticeFacts,
    OpeningFacts,
    PerformanceFacts,
    ProjectFacts,
    ScoreFacts,
)
from tests.support.cast import CITY, OWNER_CODE

BEIJING = timezone(timedelta(hours=8))
MONDAY = date(2026, 3, 2)
ANNOUNCED = datetime(2026, 3, 3, 9, tzinfo=BEIJING)
OPENS = datetime(2026, 3, 25, 9, tzinfo=BEIJING)
OWNER = PartyFacts(name="演示业主", code=OWNER_CODE, roles=("01",))
AGENCY = PartyFacts(name="演示代理公司", code="DEMO:AGENCY", scheme="FOREIGN", roles=("02",))
FIRMS = [PartyFacts(name=f"演示投标公司{word}", code=f"DEMO:{word}", scheme="FOREIGN") for word in "甲乙丙丁"]

ROAD = ProjectFacts(
    name="演示道路改造工程",
    trade_class="A01",
    region=CITY,
    owner=OWNER,
    agency=AGENCY,
    registered_on=MONDAY,
    is_mandatory=True,
    budget=Decimal("9000000"),
    fund_source="财政资金",
    mode="公开招标",
    approval_name="演示项目立项批复",
)
LOT = LotFacts(key="1", name="第一标段", section_class="A08")
NOTICE = NoticeFacts(key="n1", kind="tender", title="演示招标公告", published_at=ANNOUNCED, bids_due_at=OPENS)
OPENING = OpeningFacts(key="o1", lot="1", opened_at=OPENS, place="演示开标室")
BIDS = tuple(
    BidFacts(key=f"b{number}", lot="1", bidder=firm, price=Decimal(8_000_000 + number))
    for number, firm in enumerate(FIRMS[:3], start=1)
)
REPORT = EvaluationFacts(key="e1", lot="1", ended_at=OPENS + timedelta(days=1))
PANEL = tuple(MemberFacts(key=f"m{number}", lot="1", name=name) for number, name in enumerate(["演示甲", "演示乙"]))
SCORES = (
    ScoreFacts(key="s1", lot="1", bid="b1", member="m0", item="商务", value=Decimal(30)),
    ScoreFacts(key="s2", lot="1", bid="b1", member="m0", item="技术", value=Decimal(50)),
    ScoreFacts(key="s3", lot="1", bid="b1", member="m1", item="商务", value=Decimal(20)),
    ScoreFacts(key="s4", lot="1", bid="b1", member="m1", item="技术", value=Decimal(51)),
)
CANDIDATES = (CandidateFacts(key="c1", lot="1", party=FIRMS[0], rank=1, price=Decimal(8_000_001)),)
SHOWN = NoticeFacts(
    key="n2",
    kind="candidates",
    title="演示候选人公示",
    published_at=OPENS + timedelta(days=2),
    ends_on=date(2026, 3, 30),
)
AWARD = AwardFacts(key="a1", lot="1", party=FIRMS[0], amount=Decimal(8_000_001), awarded_at=OPENS + timedelta(days=7))
CONTRACT = ContractFacts(key="k1", lot="1", party=FIRMS[0], amount=Decimal(8_000_001), signed_on=date(2026, 4, 10))
ACCEPTED = PerformanceFacts(key="p1", contract="k1", kind="acceptance", happened_on=date(2026, 12, 1))
FAILED = AbnormalityFacts(key="x1", kind="1", title="投标人不足三个", approved_at=OPENS + timedelta(hours=1))
MARKS = (MarkFacts(key="t1", lot="1", bidder=FIRMS[0], mac="00-00-5E-00-53-01", cpu="DEMO"),)
DEPOSITS = (DepositFacts(key="d1", lot="1", party=FIRMS[0], amount=Decimal(100_000), account="演示账号"),)

WHOLE = Dossier(
    source="centre",
    key="1",
    project=ROAD,
    lots=(LOT,),
    notices=(NOTICE, SHOWN),
    documents=(DocumentFacts(key="f1", title="招标文件", url="https://example.invalid/f1"),),
    openings=(OPENING,),
    bids=BIDS,
    marks=MARKS,
    deposits=DEPOSITS,
    panel=PANEL,
    scores=SCORES,
    evaluations=(REPORT,),
    candidates=CANDIDATES,
    awards=(AWARD,),
    contracts=(CONTRACT,),
    performances=(ACCEPTED,),
)


def of(key: str = "1", **parts: object) -> Dossier:
    """A dossier of the road's registration, or of what is given, under a key."""
    return replace(Dossier(source="centre", key=key), **parts)


def road(key: str = "1", **facts: object) -> Dossier:
    """The registration of a road alone, with other facts where a test needs them."""
    return of(key, project=replace(ROAD, **facts))
