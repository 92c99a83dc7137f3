"""Government procurement 「政府采购」: datasets 550–557 become facts of trades."""

from heng.faces.exchange.inbox.national.bidding import awards, contract_key
from heng.faces.exchange.inbox.national.identifiers import key_of, party, person, several
from heng.faces.exchange.inbox.national.tendering import day
from heng.faces.exchange.inbox.national.values import Values
from heng.faces.exchange.inbox.record import SourceProfile
from heng.registers.trading.services.dossier import (
    BidFacts,
    ContractFacts,
    Dossier,
    LotFacts,
    NoticeFacts,
    OpeningFacts,
    ProjectFacts,
)

PURCHASER, AGENCY, SUPPLIER = "04", "05", "06"
PROJECT, LOT = "PURCHASE_PROJECT_CODE", "PURCHASE_SECTION_CODE"
CLASSES = {"A": "D01", "B": "D02", "C": "D03"}  # 货物、工程、服务 of the procurement catalogue
UNKNOWN_CLASS = "D99"


def project(values: Values, profile: SourceProfile) -> Dossier:
    """550: a project and one of its parts. The money is that of the whole project."""
    code, section = values.text(PROJECT), values.text(LOT)
    registered_on = day(values.moment("CREATE_TIME")) or day(values.moment("DATA_TIMESTAMP"))
    agency = values.text("PURCHASER_AGENCY_NAME")
    contact = person("contact", values, "PURCHASER_AGENCY_CONNECTOR", "PURCHASER_AGENCY_INFORMATION")
    facts = None
    if registered_on is not None:
        facts = ProjectFacts(
            name=values.text("PURCHASE_PROJECT_NAME"),
            trade_class=_class(values),
            region=values.cut("REGION_CODE", 6) or profile.region,
            owner=party(values.text("PURCHASER_NAME"), values.text("PURCHASER_CODE"), PURCHASER),
            agency=party(agency, values.text("PURCHASER_AGENCY_CODE"), AGENCY, people=contact) if agency else None,
            registered_on=registered_on,
            tender_code=code,
            deal_code=values.text("UNIFIED_DEAL_CODE"),
            budget=values.amount("PROGRAM_BUDGET"),
            currency=values.currency("BUDGET_CURRENCY"),
            mode=values.text("PURCHASER_MODE"),
        )
    lot = LotFacts(key=section, code=section, name=values.text("PURCHASE_SECTION_NAME") or section)
    return Dossier(source=profile.code, key=code, project=facts, lots=(lot,))


def _class(values: Values) -> str:
    """Find the trade class: the kind of the project says it, else the first three signs of the identity code."""
    kind = values.text("TENDER_PROJECT_TYPE").upper()
    if kind.startswith("D"):
        return kind
    deal = values.text("UNIFIED_DEAL_CODE")
    return CLASSES.get(kind[:1]) or (deal[:3] if deal.startswith("D") else UNKNOWN_CLASS)


def notice(values: Values, profile: SourceProfile) -> Dossier:
    """551: the notice of the procurement."""
    told = NoticeFacts(
        key=f"551:{values.key or values.text('BULLETIN_START_TIME')}",
        kind="tender",
        title=values.text("BULLETIN_TITLE"),
        content=values.text("BULLETIN_CONTENT"),
        published_at=values.moment("BULLETIN_START_TIME"),
        media=values.cut("BULLETIN_MEDIA", 300),
        url=values.text("URL"),
        bids_due_at=values.moment("BID_CLOSING_TIME"),
    )
    return Dossier(source=profile.code, key=values.text(PROJECT), notices=(told,))


def correction(values: Values, profile: SourceProfile) -> Dossier:
    """552: a correction of the notice, which may put off the day of the bids."""
    told = NoticeFacts(
        key=f"552:{values.key or values.text('MODIFICATION_START_TIME')}",
        kind="correction",
        title=values.text("TERMINATION_BULLETIN_TITLE"),
        content=values.text("TERMINATION_BULLETIN_CONTENT"),
        published_at=values.moment("MODIFICATION_START_TIME"),
        url=values.text("URL"),
        bids_due_at=values.moment("POST_BID_CLOSING_TIME"),
    )
    return Dossier(source=profile.code, key=values.text(PROJECT), notices=(told,))


def result(values: Values, profile: SourceProfile) -> Dossier:
    """553: who won, and the notice of it."""
    said = NoticeFacts(
        key=f"553:{values.key or values.text('WIN_BID_BULLETIN_START_TIME')}",
        kind="result",
        title=values.text("WIN_BID_BULLETIN_TITLE") or "中标（成交）结果公告",
        content=values.text("WIN_BID_BULLETIN_CONTENT"),
        published_at=values.moment("WIN_BID_BULLETIN_START_TIME"),
        url=values.text("URL"),
    )
    named, money = ("WINNINGBIDDER_NAME", "WINNINGBIDDER_CODE"), ("WIN_BID_PRICE", "CURRENCY_CODE")
    won = awards(values, values.text(LOT), named, money, said.published_at, SUPPLIER)
    return Dossier(source=profile.code, key=values.text(PROJECT), notices=(said,), awards=won)


def contract(values: Values, profile: SourceProfile) -> Dossier:
    """554: the contract."""
    suppliers = several(values.many("SUPPLIER_NAME"), values.many("SUPPLIER_CODE"), SUPPLIER)
    section = values.text(LOT)
    told = ContractFacts(
        key=contract_key(section, key_of(suppliers[0]) if suppliers else ""),
        lot=section,
        party=suppliers[0] if suppliers else None,
        name=values.text("CONTRACT_NAME"),
        amount=values.amount("CONTRACT_AMOUNT"),
        currency=values.currency("CURRENCY_CODE"),
        signed_on=day(values.moment("SIGNING_TIME")),
    )
    return Dossier(source=profile.code, key=values.text(PROJECT), contracts=(told,))


def opening(values: Values, profile: SourceProfile) -> Dossier:
    """556: the opening of the bids."""
    told = tuple(
        OpeningFacts(
            key=values.key or "556",
            lot=section,
            opened_at=values.moment("BID_OPENING_TIME"),
            place=values.text("BID_OPENING_ADDRESS"),
            content=values.text("BID_OPENING_CONTENT"),
        )
        for section in values.many(LOT)
    )
    return Dossier(source=profile.code, key=values.text(PROJECT), openings=told)


def supplier(values: Values, profile: SourceProfile) -> Dossier:
    """557: a supplier that offered."""
    codes = values.many("SUPPLIER_CODE")
    bidder = party(values.text("SUPPLIER_NAME"), codes[0] if codes else "", SUPPLIER)
    told = BidFacts(
        key=key_of(bidder),
        lot=values.text(LOT),
        bidder=bidder,
        price=values.amount("BID_PRICE"),
        currency=values.currency("PRICE_CURRENCY"),
        price_note=values.cut("OTHER_BID_PRICE", 300),
        submitted_at=values.moment("CHECKIN_TIME"),
    )
    return Dossier(source=profile.code, key=values.text(PROJECT), bids=(told,))
