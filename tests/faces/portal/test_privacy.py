"""A citizen follows every link of the portal, and meets no value that belongs to a person."""

import re
from collections import deque
from datetime import date, datetime
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from heng.registers.credit.models import Ban, Record
from heng.registers.parties.models import Expert, Party, Person
from heng.registers.trading.models import (
    Award,
    Bid,
    BidMark,
    Candidate,
    Change,
    Contract,
    Deposit,
    Lot,
    Notice,
    Opening,
    PanelMember,
    Performance,
    Project,
    Question,
    Stage,
)
from tests.support import world as worlds
from tests.support.cast import CITY, HOUSING, OWNER_CODE

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
LINK = re.compile(r'href="([^"#]*)')
ELSEWHERE = ("/static/", "/accounts/", "/api/", "/console/", "http:", "https:", "mailto:", "data:")
ID_NUMBER, PHONE, MAILBOX = "410502199001011234", "13812345678", "zhangsan@example.com"
SECRETS = {
    ID_NUMBER,
    PHONE,
    MAILBOX,
    "张三丰",
    "李四光",
    "孙经理",
    "钱专家",
    "周评委",
    "6222020000001234567",
    "CPU-0001",
    "00-11-22-33-44-55",
    "10.20.30.40",
}


@pytest.fixture
def world():
    built = worlds.build(date.today())  # noqa: DTZ011  -- as the doors read the day
    told = f"联系人身份证{ID_NUMBER}，电话{PHONE}，邮箱{MAILBOX}"
    owner = Party.objects.get(code=OWNER_CODE)
    person = Party.objects.create(code="ZR0001", name="张三丰", kind=Party.Kind.NATURAL)
    company = Party.objects.create(code="91410500MA0B1234X1", name="演示路桥第1号公司")
    Person.objects.create(party=company, part="contact", name="李四光", phone=PHONE, id_number=ID_NUMBER, email=MAILBOX)
    expert = Expert.objects.create(code="ZJ01", name="钱专家", id_number=ID_NUMBER, phone=PHONE)
    for party in (company, person):
        Ban.objects.create(
            party=party,
            starts_on=built.today,
            reason=told,
            law="招标投标法 第五十三条",
            organ="演示机关",
            known_from=AT,
        )
        Record.objects.create(
            party=party, kind="penalty", title=told, body=told, organ="演示机关", happened_on=built.today, known_from=AT
        )
    project = Project.objects.create(
        source="centre",
        source_key="land",
        name="演示宗地出让",
        trade_class="B01",
        regime="LAND",
        region=CITY,
        owner=owner,
        agency=company,
        registered_on=date(2026, 2, 2),
        stage=Stage.COMPLETED,
        authority_id=HOUSING,
        admitted_on=date(2026, 2, 3),
    )
    _fill(project, person, company, expert, told)
    return built


def _fill(project: Project, person: Party, company: Party, expert: Expert, told: str) -> None:
    lot = Lot.objects.create(project=project, source_key="1", name="一标段")
    for number, kind in enumerate(Notice.Kind):
        Notice.objects.create(
            project=project, source_key=str(number), kind=kind, title=f"演示公告 {told}", content=told, published_at=AT
        )
    Question.objects.create(project=project, source_key="1", title=told, question=told, answer=told, at=AT)
    Opening.objects.create(lot=lot, source_key="1", opened_at=AT, place="演示开标室", content=told)
    for number, party in enumerate((company, person)):
        key = str(number)
        Bid.objects.create(lot=lot, source_key=key, bidder=party, price=1000, price_note=told, manager="孙经理")
        Candidate.objects.create(lot=lot, source_key=key, party=party, rank=number + 1)
        Award.objects.create(lot=lot, source_key=key, party=party, amount=1000, awarded_at=AT)
        Deposit.objects.create(lot=lot, source_key=key, party=party, account="6222020000001234567")
        BidMark.objects.create(
            lot=lot, source_key=key, bidder=party, cpu="CPU-0001", mac="00-11-22-33-44-55", ip="10.20.30.40"
        )
        contract = Contract.objects.create(
            project=project, source_key=key, party=party, name=f"演示合同 {told}", signed_on=date(2026, 3, 9)
        )
        Change.objects.create(contract=contract, source_key=key, content=told, changed_on=date(2026, 4, 1))
        Performance.objects.create(
            contract=contract, source_key=key, kind="payment", content=told, happened_on=date(2026, 5, 1)
        )
    PanelMember.objects.create(lot=lot, source_key="1", name="周评委")
    PanelMember.objects.create(lot=lot, source_key="2", expert=expert)


def crawl(client) -> dict[str, str]:
    """Follow every link from the home page, in the portal; return each page by its address."""
    pages: dict[str, str] = {}
    ahead = deque([reverse("portal:home")])
    while ahead:
        address = ahead.popleft()
        if address in pages:
            continue
        answer = client.get(address)
        assert answer.status_code in {200, 302}, address
        pages[address] = answer.content.decode() if answer.status_code == 200 else ""
        found = (unescape(link) for link in LINK.findall(pages[address]))
        base = address.partition("?")[0]
        ahead.extend(
            f"{base}{link}" if link.startswith("?") else link
            for link in found
            if link and not link.startswith(ELSEWHERE)
        )
    return pages


def test_no_public_page_shows_what_belongs_to_a_person(client, world):
    pages = crawl(client)
    expected = {"portal:home", "portal:projects", "portal:parties", "portal:bans", "portal:departments"}
    assert {reverse(name) for name in expected} <= pages.keys()
    assert any("演示宗地出让" in page and "一标段" in page for page in pages.values()), "the land has its page"
    shown = SECRETS | {account.name for account in world.accounts.values()}
    leaks = {(address, value) for address, page in pages.items() for value in shown if value in page}
    assert not leaks
    assert any("张**" in page for page in pages.values()), "a natural person stands masked where trades are public"
