"""What several answers are made of 「答复内容」: parties, lots, bids, notices, awards, contracts."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from ninja import Schema
from pydantic import Field

from heng.registers.authorities.actors import PUBLIC
from heng.registers.parties import selectors as parties
from heng.registers.parties.models import Party
from heng.registers.trading.models import Award, Notice
from heng.registers.trading.selectors import BidView, ContractView, LotView

LAST = 2**63 - 1
"""The largest number that a database counts to."""

Word = Annotated[str, Field(pattern=r"^[^\x00]*$")]
"""A text from outside; PostgreSQL takes no NUL."""


class PartyOut(Schema):
    """A party 「主体」; of a natural person the name is masked and there is no code."""

    name: str = Field(description="名称", examples=["演示建设公司甲"])
    code: str = Field(description="统一社会信用代码或其他登记代码", examples=["91410500MA3X00010X"])


class BidOut(Schema):
    """A bid 「投标」; known once it is opened."""

    bidder: PartyOut = Field(description="投标人")
    joint: list[PartyOut] = Field(description="联合体其他成员")
    price: Decimal | None = Field(description="报价")
    currency: str = Field(description="币种", examples=["CNY"])
    submitted_at: datetime | None = Field(description="递交时间")
    status: str = Field(description="状态", examples=["有效"])
    rank: int | None = Field(description="中标候选人名次")
    is_winner: bool = Field(description="是否中标")


class LotOut(Schema):
    """A lot 「标段（包）」; `is_secret`: its bids are not opened yet."""

    key: str = Field(description="来源主键")
    code: str = Field(description="编号")
    name: str = Field(description="名称", examples=["一标段"])
    section_class: str = Field(description="分类")
    budget: Decimal | None = Field(description="控制价")
    currency: str = Field(description="币种", examples=["CNY"])
    opened_at: datetime | None = Field(description="开标时间")
    is_secret: bool = Field(description="是否尚未开标")
    bids: list[BidOut] = Field(description="投标")


class NoticeOut(Schema):
    """A notice 「公告公示」."""

    kind: str = Field(description="类型代码", examples=["tender"])
    title: str = Field(description="标题", examples=["招标公告"])
    published_at: datetime | None = Field(description="发布时间")
    bids_due_at: datetime | None = Field(description="投标截止时间")
    ends_on: date | None = Field(description="公示截止日期")
    url: str = Field(description="网址")


class AwardOut(Schema):
    """An award 「中标（成交）」."""

    lot: str = Field(description="标段（包）来源主键")
    party: PartyOut | None = Field(description="中标（成交）人")
    amount: Decimal | None = Field(description="金额")
    currency: str = Field(description="币种", examples=["CNY"])
    awarded_at: datetime | None = Field(description="定标时间")
    status: str = Field(description="状态代码", examples=["active"])


class ContractOut(Schema):
    """A contract 「合同」."""

    number: str = Field(description="合同编号")
    name: str = Field(description="合同名称")
    party: PartyOut | None = Field(description="中标（成交）人")
    amount: Decimal | None = Field(description="金额")
    currency: str = Field(description="币种", examples=["CNY"])
    signed_on: date | None = Field(description="签订日期")
    changes: int = Field(description="变更次数")


def party(row: Party) -> PartyOut:
    """Show a party as everybody may read it: a key is no reason to learn a person's name."""
    code = "" if row.kind == Party.Kind.NATURAL else parties.shown_code(row)
    return PartyOut(name=parties.shown_name(row, PUBLIC), code=code)


def lot(view: LotView) -> LotOut:
    """Show a lot with its bids."""
    row = view.lot
    return LotOut(
        key=row.source_key,
        code=row.code,
        name=row.name,
        section_class=row.section_class,
        budget=row.budget,
        currency=row.currency,
        opened_at=view.opened_at,
        is_secret=view.is_secret,
        bids=[_bid(bid) for bid in view.bids],
    )


def notice(row: Notice) -> NoticeOut:
    """Show a notice."""
    return NoticeOut(
        kind=row.kind,
        title=row.title,
        published_at=row.published_at,
        bids_due_at=row.bids_due_at,
        ends_on=row.ends_on,
        url=row.url,
    )


def award(row: Award) -> AwardOut:
    """Show an award."""
    return AwardOut(
        lot=row.lot.source_key,
        party=party(row.party) if row.party else None,
        amount=row.amount,
        currency=row.currency,
        awarded_at=row.awarded_at,
        status=row.status,
    )


def contract(view: ContractView) -> ContractOut:
    """Show a contract."""
    row = view.contract
    return ContractOut(
        number=row.number,
        name=row.name,
        party=party(row.party) if row.party else None,
        amount=row.amount,
        currency=row.currency,
        signed_on=row.signed_on,
        changes=len(view.changes),
    )


def _bid(view: BidView) -> BidOut:
    return BidOut(
        bidder=party(view.bidder),
        joint=[party(member) for member in view.joint],
        price=view.price,
        currency=view.currency,
        submitted_at=view.submitted_at,
        status=view.status,
        rank=view.rank,
        is_winner=view.is_winner,
    )
