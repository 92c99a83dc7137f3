"""What came of a tender 「投标与结果」: openings, bids, awards, contracts and how they were performed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from heng.faces.exchange.inbox.ocds.page import TITLE_LENGTH, Keys, Object, Page
from heng.faces.exchange.inbox.ocds.parties import BIDDER, Directory
from heng.faces.exchange.inbox.ocds.tender import WHOLE
from heng.registers.parties.services import PartyFacts
from heng.registers.trading.services.dossier import (
    AwardFacts,
    BidFacts,
    ChangeFacts,
    ContractFacts,
    OpeningFacts,
    PerformanceFacts,
)

BID_STATUS = {
    "valid": "valid", "active": "valid", "qualified": "valid", "pending": "pending", "": "pending",
    "disqualified": "rejected", "not-qualified": "rejected", "invalid": "rejected", "unsuccessful": "rejected",
    "withdrawn": "withdrawn",
}  # fmt: skip
NO_BID = {"invited", "draft"}
AWARD_STATUS = frozenset({"active", "pending", "cancelled", "unsuccessful"})
NUMBER_LENGTH, PLACE_LENGTH = 120, 300


@dataclass(slots=True)
class Lots:
    """The lots of a release, and which lots its bids and awards were found to concern."""

    keys: tuple[str, ...]
    of_items: dict[str, str] = field(default_factory=dict)
    of_bids: dict[str, str] = field(default_factory=dict)
    of_awards: dict[str, tuple[str, PartyFacts | None]] = field(default_factory=dict)

    def of(self, page: Page, row: Object, path: str) -> str:
        """Return the lot that a bid or an award concerns; "" when there are several and it does not say."""
        named = self._named(page, row, path)
        if named:
            return named
        if not self.keys:
            return WHOLE
        return self.keys[0] if len(self.keys) == 1 else ""

    def _named(self, page: Page, row: Object, path: str) -> str:
        for name in ("relatedLot", "lotID"):
            key = page.text(row, name, path)
            if key:
                return key
        many = row.get("relatedLots")
        if isinstance(many, list) and many:
            first = many[0]
            return page.text(first, "lotId", f"{path}/relatedLots/0") if isinstance(first, dict) else str(first)
        bid = page.text(row, "relatedBid", path)
        if bid in self.of_bids:
            return self.of_bids[bid]
        for place, item in page.rows(row, "items", path):
            key = page.text(item, "relatedLot", place) or self.of_items.get(page.text(item, "id", place), "")
            if key:
                return key
        return ""


def survey(page: Page, release: Object, keys: tuple[str, ...]) -> Lots:
    """Note which lot each item of the tender belongs to."""
    tender = page.part(release, "tender", "")
    of_items = {}
    if len(keys) > 1:
        for path, item in page.rows(tender, "items", "/tender"):
            of_items[page.text(item, "id", path)] = page.text(item, "relatedLot", path)
    return Lots(keys, of_items)


def openings(page: Page, release: Object, lots: Lots) -> tuple[OpeningFacts, ...]:
    """Read the opening of the bids (extension `bidOpening`)."""
    opening = page.part(page.part(release, "tender", ""), "bidOpening", "/tender")
    if not opening:
        return ()
    path = "/tender/bidOpening"
    opened_at = page.moment(opening, "date", path)
    address = page.part(opening, "address", path)
    place = page.text(address, "streetAddress", f"{path}/address", PLACE_LENGTH)
    content = page.text(opening, "description", path)
    return tuple(
        OpeningFacts(key="~opening", lot=lot, opened_at=opened_at, place=place, content=content)
        for lot in lots.keys or (WHOLE,)
    )


class _Lotless(NamedTuple):
    what: str
    path: str

    def tell(self, page: Page) -> None:
        page.wrong(
            self.path, "no-lot", f"项目有多个标段，该{self.what}没有说明属于哪个标段；请填写 relatedLots 后重新报送"
        )


def bids(page: Page, release: Object, directory: Directory, lots: Lots) -> tuple[BidFacts, ...]:
    """Read the bids (extension `bids`); an invitation that nobody answered is no bid."""
    section, keys, found = page.part(release, "bids", ""), Keys(page), []
    for path, bid in page.rows(section, "details", "/bids"):
        status = page.text(bid, "status", path)
        if status in NO_BID:
            continue
        parties = directory.organisations(bid, "tenderers", path, BIDDER)
        key = keys.take(bid, path, "+".join(party.code or party.name for party in parties))
        lot = lots.of(page, bid, path)
        if not lot:
            _Lotless("投标", path).tell(page)
        if not parties:
            page.wrong(
                f"{path}/tenderers", "no-bidder", "投标没有投标人（或投标人没有名称），无法登记；请补充后重新报送"
            )
            continue
        if key:
            lots.of_bids[key] = lot
            found.append(_bid(page, bid, path, key, lot, parties, status))
    return tuple(found)


def _bid(page: Page, bid: Object, path: str, key: str, lot: str, parties: list[PartyFacts], status: str) -> BidFacts:
    price, currency = page.money(bid, "value", path)
    if status not in BID_STATUS:
        page.remark(f"{path}/status", "unknown-status", f"“{status[:40]}”不是已知的投标状态，按待评审登记")
    return BidFacts(
        key=key,
        lot=lot,
        bidder=parties[0],
        joint=tuple(parties[1:]),
        price=price,
        currency=currency,
        submitted_at=page.moment(bid, "date", path),
        status=BID_STATUS.get(status, "pending"),
    )


def awards(page: Page, release: Object, directory: Directory, lots: Lots) -> tuple[AwardFacts, ...]:
    """Read the awards: one for each supplier, the amount with the first, so that it is not counted twice."""
    signed = {page.text(row, "awardID", path) for path, row in page.rows(release, "contracts", "")}
    keys, found = Keys(page), list[AwardFacts]()
    for path, award in page.rows(release, "awards", ""):
        parties = directory.organisations(award, "suppliers", path, BIDDER)
        key = keys.take(award, path, "+".join(party.code or party.name for party in parties))
        lot = lots.of(page, award, path)
        if not lot:
            _Lotless("中标（成交）结果", path).tell(page)
        if key:
            lots.of_awards[key] = lot, parties[0] if parties else None
            found += _awards(page, award, path, key, lot, parties, is_signed=key in signed)
    return tuple(found)


def _awards(
    page: Page, award: Object, path: str, key: str, lot: str, parties: list[PartyFacts], *, is_signed: bool
) -> Iterator[AwardFacts]:
    amount, currency = page.money(award, "value", path)
    status = page.text(award, "status", path)
    if status not in AWARD_STATUS:
        if status:
            page.remark(f"{path}/status", "unknown-status", f"“{status[:40]}”不是已知的结果状态")
        status = "active" if is_signed else "pending"
    at = page.moment(award, "date", path)
    first, others = (parties[0], parties[1:]) if parties else (None, [])
    yield AwardFacts(key=key, lot=lot, party=first, amount=amount, currency=currency, awarded_at=at, status=status)
    for number, party in enumerate(others, start=2):
        yield AwardFacts(key=f"{key[:150]}~{number}", lot=lot, party=party, awarded_at=at, status=status)


class Contracts(NamedTuple):
    """The contracts of a release with what was changed and performed."""

    contracts: tuple[ContractFacts, ...]
    changes: tuple[ChangeFacts, ...]
    performances: tuple[PerformanceFacts, ...]


def contracts(page: Page, release: Object, directory: Directory, lots: Lots) -> Contracts:
    """Read the contracts; lot and party are those of the award when the contract does not say."""
    keys = Keys(page)
    found: list[ContractFacts] = []
    changes: list[ChangeFacts] = []
    performances: list[PerformanceFacts] = []
    for path, contract in page.rows(release, "contracts", ""):
        key = keys.take(contract, path, page.text(contract, "awardID", path))
        if key:
            found.append(_contract(page, contract, path, key, directory, lots))
            changes += _changes(page, contract, path, key)
            performances += _performances(page, contract, path, key)
    return Contracts(tuple(found), tuple(changes), tuple(performances))


def _contract(page: Page, contract: Object, path: str, key: str, directory: Directory, lots: Lots) -> ContractFacts:
    lot, party = lots.of_awards.get(page.text(contract, "awardID", path), ("", None))
    suppliers = directory.organisations(contract, "suppliers", path, BIDDER)
    amount, currency = page.money(contract, "value", path)
    period = page.part(contract, "period", path)
    starts_on, ends_on = page.day(period, "startDate", f"{path}/period"), page.day(period, "endDate", f"{path}/period")
    if starts_on and ends_on and ends_on < starts_on:
        page.remark(f"{path}/period", "bad-period", "合同结束日期早于开始日期，已按原样登记；请核对 period")
    return ContractFacts(
        key=key,
        lot=lot or (lots.keys[0] if len(lots.keys) == 1 else ""),
        party=suppliers[0] if suppliers else party,
        number=page.text(contract, "contractNumber", path, NUMBER_LENGTH)
        or page.text(contract, "contractID", path, NUMBER_LENGTH),
        name=page.text(contract, "title", path, TITLE_LENGTH),
        amount=amount,
        currency=currency,
        signed_on=page.day(contract, "dateSigned", path),
        starts_on=starts_on,
        ends_on=ends_on,
    )


def _changes(page: Page, contract: Object, path: str, key: str) -> Iterator[ChangeFacts]:
    keys = Keys(page)
    for place, change in page.rows(contract, "amendments", path):
        content = page.text(change, "description", place) or page.text(change, "rationale", place)
        own = keys.take(change, place, page.text(change, "date", place))
        if own and content:
            yield ChangeFacts(key=own, contract=key, content=content, changed_on=page.day(change, "date", place))


def _performances(page: Page, contract: Object, path: str, key: str) -> Iterator[PerformanceFacts]:
    carried, path = page.part(contract, "implementation", path), f"{path}/implementation"
    keys = Keys(page)
    for place, paid in page.rows(carried, "transactions", path):
        amount, _ = page.money(paid, "value", place)
        own = keys.take(paid, place, page.text(paid, "date", place))
        if own:
            day = page.day(paid, "date", place)
            yield PerformanceFacts(key=own, contract=key, kind="payment", amount=amount, happened_on=day)
    for place, mark in page.rows(carried, "milestones", path):
        own = keys.take(mark, place, page.text(mark, "title", place))
        day = page.day(mark, "dateMet", place)
        if own and day:
            title = page.text(mark, "title", place)
            yield PerformanceFacts(key=own, contract=key, kind="milestone", content=title, happened_on=day)
