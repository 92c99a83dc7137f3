"""News that only tests tell, and who writes it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from heng.ledger.events import Event, named, personal

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
A_WHILE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody in a post of a department."""

    role: str = "officer"
    person: str = "AC000001"
    post: str = "王芳的岗位"
    authority: str = "410500-ZJ"


WANG_FANG = Author()
LI_QIANG = Author(person="AC000004", post="李强的岗位", authority="410500-SL")


@dataclass(frozen=True, slots=True)
class BidReceived(Event):
    """A bid came in 「收到投标」."""

    price: Decimal = named("报价")
    bidder: str = personal("投标人")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class HammerFell(Event):
    """The hammer fell 「落槌」."""

    count: int = named("次数")
    names: tuple[str, ...] = ()
    at: datetime | None = None
    is_final: bool = False


def bid(number: int = 1, bidder: str = "演示投标人甲") -> BidReceived:
    """The bid of a number."""
    return BidReceived(f"TP{number:06d}", price=Decimal("1234567.89"), bidder=bidder, on=date(2026, 3, 2))
