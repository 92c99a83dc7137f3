"""The tender of a release 「招标（采购）」: the project, its lots, notices and documents, and how it ended."""

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from heng.faces.exchange.inbox.ocds.page import NOTHING, TITLE_LENGTH, Keys, Object, Page, day_of
from heng.faces.exchange.inbox.ocds.parties import AGENCY, OWNER, Directory
from heng.registers.trading.services.dossier import (
    AbnormalityFacts,
    DocumentFacts,
    LotFacts,
    NoticeFacts,
    ProjectFacts,
)

METHODS = {"open": "公开招标", "selective": "邀请招标", "limited": "限制性采购", "direct": "直接采购"}
ENDS = {  # of tender.status; kinds of abnormal ends
    "cancelled": ("9", "招标（采购）活动取消"),
    "withdrawn": ("3", "公告撤销"),
    "unsuccessful": ("1", "流标（废标）"),
}
NOTICES = {
    "tenderNotice": "tender",
    "awardNotice": "result",
    "contractNotice": "contract",
    "cancellationDetails": "termination",
    "clarifications": "clarification",
    "prequalificationNotice": "prequalification",
    "correctionNotice": "correction",
    "candidatesNotice": "candidates",
}
APPROVAL = "projectApproval"
WHOLE = "1"  # the lot of a trade that is not divided
MODE_LENGTH, CODE_LENGTH, URL_LENGTH, KIND_LENGTH = 40, 60, 1000, 60
APPROVAL_LENGTH, NUMBER_LENGTH, ORGAN_LENGTH = 300, 120, 200


class Setting(NamedTuple):
    """What a release says once and several facts need."""

    released_at: datetime
    trade_class: str
    region: str


def project(page: Page, release: Object, directory: Directory, setting: Setting) -> ProjectFacts | None:
    """Read the project; nothing when the release only adds to one that was told before."""
    tender = page.part(release, "tender", "")
    name = page.text(tender, "title", "/tender", TITLE_LENGTH)
    if not name:
        return None
    buyer = directory.organisation(release, "buyer", "", OWNER)
    entity = page.part(tender, "procuringEntity", "/tender")
    owner = buyer or directory.facts(entity, "/tender/procuringEntity", OWNER)
    if owner is None:
        page.wrong(
            "/buyer", "no-owner", "没有采购人（buyer 或 tender/procuringEntity），无法登记项目；请补充后重新报送"
        )
        return None
    agency = directory.facts(entity, "/tender/procuringEntity", AGENCY) if buyer and entity else None
    if agency is not None and (agency.code, agency.name) in {(owner.code, owner.name), (owner.code, agency.name)}:
        agency = None
    budget, currency = _budget(page, release, tender)
    path, approval = _approval(page, release)
    return ProjectFacts(
        name=name,
        trade_class=setting.trade_class,
        region=setting.region,
        owner=owner,
        registered_on=_registered_on(page, tender, setting),
        agency=agency,
        tender_code=page.text(tender, "id", "/tender", CODE_LENGTH),
        budget=budget,
        currency=currency,
        mode=_mode(page, tender),
        is_electronic=_is_electronic(tender),
        approval_name=page.text(approval, "title", path, APPROVAL_LENGTH),
        approval_number=page.text(approval, "id", path, NUMBER_LENGTH),
        approval_organ=page.text(approval, "description", path, ORGAN_LENGTH),
    )


def lots(page: Page, release: Object) -> tuple[LotFacts, ...]:
    """Read the lots; a tender that is not divided is one lot."""
    tender = page.part(release, "tender", "")
    title = page.text(tender, "title", "/tender", TITLE_LENGTH)
    keys, found = Keys(page), []
    for path, lot in page.rows(tender, "lots", "/tender"):
        key = keys.take(lot, path)
        budget, currency = page.money(lot, "value", path)
        name = page.text(lot, "title", path, TITLE_LENGTH) or title or key
        if key:
            found.append(LotFacts(key=key, name=name, code=key[:CODE_LENGTH], budget=budget, currency=currency))
    if found or not title:
        return tuple(found)
    budget, currency = page.money(tender, "value", "/tender")
    return (LotFacts(key=WHOLE, name=title, budget=budget, currency=currency),)


def notices(page: Page, release: Object) -> tuple[NoticeFacts, ...]:
    """Read the notice of the tender, and whatever other documents are notices."""
    tender = page.part(release, "tender", "")
    title = page.text(tender, "title", "/tender", TITLE_LENGTH)
    period = page.part(tender, "tenderPeriod", "/tender")
    enquiry = page.part(tender, "enquiryPeriod", "/tender")
    starts = page.moment(period, "startDate", "/tender/tenderPeriod")
    ends = page.moment(period, "endDate", "/tender/tenderPeriod")
    if starts and ends and ends < starts:
        page.remark("/tender/tenderPeriod", "bad-period", "投标截止时间早于开始时间，已按原样登记；请核对")
    found, told = [], False
    for path, key, document in _documents(page, release):
        kind = NOTICES.get(page.text(document, "documentType", path), "")
        if not kind:
            continue
        of_tender = kind == "tender" and not told
        told = told or of_tender
        found.append(
            NoticeFacts(
                key=key,
                kind=kind,
                title=page.text(document, "title", path, TITLE_LENGTH) or title,
                published_at=page.moment(document, "datePublished", path),
                url=page.text(document, "url", path, URL_LENGTH),
                documents_from=page.moment(enquiry, "startDate", "/tender/enquiryPeriod") if of_tender else None,
                documents_to=page.moment(enquiry, "endDate", "/tender/enquiryPeriod") if of_tender else None,
                bids_due_at=ends if of_tender else None,
            )
        )
    if title and not told and (starts or ends):
        found.append(NoticeFacts(key="~tender", kind="tender", title=title, published_at=starts, bids_due_at=ends))
    return tuple(found)


def documents(page: Page, release: Object) -> tuple[DocumentFacts, ...]:
    """Read the documents that are no notices. Those of bids are left out: they are not to be published."""
    found = []
    for path, key, document in _documents(page, release):
        kind = page.text(document, "documentType", path, KIND_LENGTH)
        if kind not in NOTICES:
            found.append(
                DocumentFacts(
                    key=key,
                    title=page.text(document, "title", path, TITLE_LENGTH) or kind or key,
                    kind=kind,
                    url=page.text(document, "url", path, URL_LENGTH),
                    published_at=page.moment(document, "datePublished", path),
                )
            )
    return tuple(found)


def ends(page: Page, release: Object) -> tuple[AbnormalityFacts, ...]:
    """Read whether the tender ended without an award."""
    tender = page.part(release, "tender", "")
    kind, title = ENDS.get(page.text(tender, "status", "/tender"), ("", ""))
    if not kind:
        return ()
    content = page.text(tender, "statusDetails", "/tender")
    return (AbnormalityFacts(key="~status", kind=kind, title=title, content=content),)


def _documents(page: Page, release: Object) -> list[tuple[str, str, Object]]:
    """List path, key and document of the tender, the awards and the contracts; one without any content is none."""
    tender = page.part(release, "tender", "")
    holders = [("/tender", tender, "")]
    holders += [(path, row, page.key(row, "id", path)) for path, row in page.rows(release, "awards", "")]
    holders += [(path, row, page.key(row, "id", path)) for path, row in page.rows(release, "contracts", "")]
    found: dict[str, tuple[str, str, Object]] = {}
    for holder, whole, _ in holders:
        for path, document in page.rows(whole, "documents", holder):
            key = page.key(document, "id", path) or page.text(document, "url", path)[:160]
            if key:
                found.setdefault(key, (path, key, document))
    return list(found.values())


def _budget(page: Page, release: Object, tender: Object) -> tuple[Decimal | None, str]:
    plan = release.get("planning")
    budget = page.part(plan, "budget", "/planning") if isinstance(plan, dict) else NOTHING
    amount, currency = page.money(tender, "value", "/tender")
    if amount is None:
        amount, currency = page.money(budget, "amount", "/planning/budget")
    return amount, currency


def _approval(page: Page, release: Object) -> tuple[str, Object]:
    """Find the document by which the undertaking was approved."""
    plan = release.get("planning")
    for path, document in page.rows(plan if isinstance(plan, dict) else NOTHING, "documents", "/planning"):
        if page.text(document, "documentType", path) == APPROVAL:
            return path, document
    return "", NOTHING


def _registered_on(page: Page, tender: Object, setting: Setting) -> date:
    published = page.moment(tender, "datePublished", "/tender")
    if published is None:
        period = page.part(tender, "tenderPeriod", "/tender")
        published = page.moment(period, "startDate", "/tender/tenderPeriod")
    return day_of(min(published or setting.released_at, setting.released_at))


def _mode(page: Page, tender: Object) -> str:
    method = page.text(tender, "procurementMethod", "/tender")
    details = page.text(tender, "procurementMethodDetails", "/tender")
    chosen = details if 0 < len(details) <= MODE_LENGTH else METHODS.get(method.lower(), method)
    return chosen[:MODE_LENGTH]


def _is_electronic(tender: Object) -> bool | None:
    """Only a tender that takes electronic bids, and no others, is electronic throughout."""
    ways = tender.get("submissionMethod")
    return ways == ["electronicSubmission"] if isinstance(ways, list) and ways else None
