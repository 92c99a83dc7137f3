"""The tender of a release 「招标（采购）」: what is bought, in which lots, how, announced where and when."""

from typing import NamedTuple

from heng.engines import codes
from heng.faces.api.ocds.parties import Directory
from heng.faces.api.ocds.wording import Object, day, moment, money, told, web
from heng.registers.trading.models import Document, Lot, Notice, Project, Stage
from heng.registers.trading.procedure import WAY
from heng.registers.trading.selectors import LotView

CLASSES = "CN-GGZYJY"
"""The scheme of the trade classes of the national data standard; this program's own name for it."""

METHODS = {
    "公开招标": "open",
    "邀请招标": "selective",
    "单一来源": "direct",
    "单一来源采购": "direct",
    "直接采购": "direct",
    "限制性采购": "limited",
}
NOTICES = {
    Notice.Kind.TENDER: "tenderNotice",
    Notice.Kind.PREQUALIFICATION: "prequalificationNotice",
    Notice.Kind.CLARIFICATION: "clarifications",
    Notice.Kind.CORRECTION: "correctionNotice",
    Notice.Kind.CANDIDATES: "candidatesNotice",
    Notice.Kind.RESULT: "awardNotice",
    Notice.Kind.CONTRACT: "contractNotice",
    Notice.Kind.TERMINATION: "cancellationDetails",
}
APPROVAL = "projectApproval"
CATEGORIES = {"D01": "goods", "D02": "works", "D03": "services"}
AWARDED = set(WAY[WAY.index(Stage.AWARDED) :])


class Papers(NamedTuple):
    """What was published of a project."""

    notices: list[Notice]
    documents: list[Document]


def planning(project: Project) -> Object:
    """Tell on what the purchase rests: its money and its approval."""
    approval = told(
        id=project.approval_number or "approval",
        documentType=APPROVAL,
        title=project.approval_name,
        description=project.approval_organ,
    )
    return told(
        budget=told(description=project.fund_source),
        documents=[approval] if project.approval_name or project.approval_number else [],
    )


def tender(project: Project, lots: list[LotView], papers: Papers, directory: Directory) -> Object:
    """Tell of the tender."""
    announced = next((notice for notice in papers.notices if notice.kind == Notice.Kind.TENDER), None)
    return told(
        id=project.tender_code or project.ref,
        title=project.name,
        status=_status(project),
        procuringEntity=directory.mention(project.agency or project.owner, "procuringEntity"),
        items=[_item(project, view.lot) for view in lots] or [_item(project, None)],
        value=money(project.budget, project.currency),
        procurementMethod=METHODS.get(project.mode),
        procurementMethodDetails=project.mode,
        mainProcurementCategory=_category(project),
        submissionMethod=["electronicSubmission"] if project.is_electronic else None,
        datePublished=day(project.registered_on),
        tenderPeriod=_period(announced, "published_at", "bids_due_at"),
        enquiryPeriod=_period(announced, "documents_from", "documents_to"),
        documents=[_notice(row) for row in papers.notices] + [_document(row) for row in papers.documents],
        lots=[_lot(view.lot) for view in lots],
        bidOpening=_opening(lots),
    )


def _status(project: Project) -> str:
    if project.stage == Stage.FAILED:
        return "unsuccessful"
    if project.stage == Stage.TERMINATED:
        return "cancelled"
    if project.stage in AWARDED:
        return "complete"
    return "planned" if project.stage == Stage.ADMITTED else "active"


def _category(project: Project) -> str | None:
    return "works" if project.trade_class.startswith("A") else CATEGORIES.get(project.trade_class)


def _item(project: Project, lot: Lot | None) -> Object:
    known = codes.trade_class(project.trade_class)
    kind = told(scheme=CLASSES, id=project.trade_class, description=known.name if known else "")
    return told(
        id=f"item-{lot.pk}" if lot else "item",
        description=lot.name if lot else project.name,
        classification=kind,
        relatedLot=lot.source_key if lot else None,
        deliveryAddress=_place(project.region),
    )


def _place(region: str) -> Object:
    """Name the province, and the city or county, as the standard has it: `region` and `locality`."""
    known, province = codes.region(region), codes.region(f"{region[:2]}0000")
    if known is None:
        return told(countryName="中国", locality=region)
    return told(countryName="中国", region=province.name if province else "", locality=known.name)


def _period(notice: Notice | None, first: str, last: str) -> Object | None:
    if notice is None:
        return None
    return told(startDate=moment(getattr(notice, first)), endDate=moment(getattr(notice, last)))


def _notice(row: Notice) -> Object:
    return told(
        id=f"notice-{row.pk}",
        documentType=NOTICES[Notice.Kind(row.kind)],
        title=row.title,
        url=web(row.url),
        datePublished=moment(row.published_at),
        language="zh",
    )


def _document(row: Document) -> Object:
    return told(
        id=f"document-{row.pk}",
        documentType=row.kind,
        title=row.title,
        url=web(row.url),
        datePublished=moment(row.published_at),
        language="zh",
    )


def _lot(lot: Lot) -> Object:
    return told(id=lot.source_key, title=lot.name, value=money(lot.budget, lot.currency))


def _opening(lots: list[LotView]) -> Object:
    """Tell when the bids were opened: of several lots, when the first was."""
    opened = sorted(view.opened_at for view in lots if view.opened_at)
    return told(date=moment(opened[0])) if opened else {}
