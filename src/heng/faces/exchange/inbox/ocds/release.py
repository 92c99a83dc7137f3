"""A release becomes a dossier 「发布文件」: strict in what is mapped, silent about what is not."""

from dataclasses import dataclass
from datetime import UTC, datetime

from heng.faces.exchange.inbox.ocds import results, spelling, tender
from heng.faces.exchange.inbox.ocds.category import category_of, trade_class_of
from heng.faces.exchange.inbox.ocds.page import BEIJING, Object, Page
from heng.faces.exchange.inbox.ocds.parties import Directory
from heng.faces.exchange.inbox.ocds.place import region_of
from heng.faces.exchange.inbox.record import Finding, SourceProfile
from heng.registers.trading.services.dossier import Dossier

PLAN_ONLY = "只有采购计划，还没有招标（采购）信息，不登记为交易项目；有招标信息后请重新报送"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a release says: the dossier, unless findings refuse it; `stamp` is its date in UTC."""

    key: str
    stamp: str
    dossier: Dossier | None
    findings: tuple[Finding, ...]
    remarks: tuple[Finding, ...]


def read(release: Object, profile: SourceProfile) -> Reading:
    """Read one release (or compiled release)."""
    page = Page()
    key = page.key(release, "ocid", "")
    if not key:
        page.wrong("/ocid", "no-key", "缺少 ocid，无法识别是哪个项目；请补充后重新报送")
    released_at = page.moment(release, "date", "")
    if released_at is None and not page.findings:
        page.wrong("/date", "no-date", "缺少发布时间 date，无法判断先后；请补充后重新报送")
    dossier = _dossier(page, release, profile, key, released_at or datetime.min.replace(tzinfo=UTC))
    if dossier is not None and _is_empty(dossier):
        _tell_of_emptiness(page, release)
    if page.findings:
        page.findings += spelling.suspects(release)
    stamp = released_at.isoformat() if released_at else ""
    return Reading(
        key,
        stamp,
        None if page.findings else dossier,
        tuple(_told_once(page.findings)),
        tuple(_told_once(page.remarks)),
    )


def _dossier(page: Page, release: Object, profile: SourceProfile, key: str, released_at: datetime) -> Dossier | None:
    purchase = page.part(release, "tender", "")
    trade_class = trade_class_of(page, purchase) or profile.classes[category_of(page, purchase)]
    told = bool(page.text(purchase, "title", "/tender"))
    directory = Directory(page, release, profile.code, procurement=trade_class.startswith("D") if told else None)
    region = region_of(page, directory.entry(release, "buyer", ""), purchase) or profile.region
    setting = tender.Setting(
        released_at.astimezone(BEIJING) if released_at.year > 1 else released_at, trade_class, region
    )
    project = tender.project(page, release, directory, setting)
    lots = tender.lots(page, release)
    known = results.survey(page, release, tuple(lot.key for lot in lots))
    bids = results.bids(page, release, directory, known)
    awards = results.awards(page, release, directory, known)
    contracts = results.contracts(page, release, directory, known)
    return Dossier(
        source=profile.code,
        key=key,
        project=project,
        lots=lots,
        notices=tender.notices(page, release),
        documents=tender.documents(page, release),
        abnormalities=tender.ends(page, release),
        openings=results.openings(page, release, known),
        bids=bids,
        awards=awards,
        contracts=contracts.contracts,
        changes=contracts.changes,
        performances=contracts.performances,
    )


def _tell_of_emptiness(page: Page, release: Object) -> None:
    if release.get("planning") and not release.get("tender"):
        page.wrong("/tender", "planning-only", PLAN_ONLY)
    else:
        page.wrong("/tender/title", "no-title", "没有项目名称（tender/title），也没有可登记的内容；请补充后重新报送")


def _is_empty(dossier: Dossier) -> bool:
    parts = (dossier.lots, dossier.notices, dossier.documents, dossier.abnormalities, dossier.bids, dossier.awards)
    return dossier.project is None and not any(parts) and not dossier.contracts


def _told_once(findings: list[Finding]) -> dict[Finding, None]:
    """Several reads of one field tell the same; in order, once."""
    return dict.fromkeys(findings)
