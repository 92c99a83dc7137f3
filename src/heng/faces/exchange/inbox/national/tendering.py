"""Engineering tendering 「工程建设」, what is said to everybody: datasets 500–505, 511, 517, 521.

A key is what the record itself is called by where it has such a name (a section, the code of a bidder in a section);
a notice, a report or a question has none, so its DATA_KEY is its key.
"""

from datetime import date, datetime
from decimal import Decimal

from heng.faces.exchange.inbox.national.fields import DOMAINS
from heng.faces.exchange.inbox.national.identifiers import party
from heng.faces.exchange.inbox.national.values import BEIJING, Values
from heng.faces.exchange.inbox.record import SourceProfile
from heng.registers.trading.services.dossier import (
    AbnormalityFacts,
    DocumentFacts,
    Dossier,
    InvestmentFacts,
    LotFacts,
    NoticeFacts,
    ProjectFacts,
    QuestionFacts,
)

TENDERER, AGENCY = "01", "02"
PROJECT, LOT = "TENDER_PROJECT_CODE", "BID_SECTION_CODE"
NOTICE_KINDS = {"1": "tender", "2": "prequalification", "3": "result"}
CORRECTED = "2"


def day(moment: datetime | None) -> date | None:
    """Return the day of a moment in Beijing."""
    return moment.astimezone(BEIJING).date() if moment else None


def undertaking(values: Values, profile: SourceProfile) -> InvestmentFacts:  # noqa: ARG001
    """500: the undertaking behind the trades."""
    return InvestmentFacts(
        code=values.text("PROJECT_CODE"),
        name=values.text("PROJECT_NAME"),
        region=values.cut("REGION_CODE", 6),
        invest_code=values.text("INVEST_PROJECT_CODE"),
        industry=values.text("INDUSTRIES_TYPE"),
        fund_source=values.text("FUND_SOURCE"),
        scale=values.text("PROJECT_SCALE"),
        address=values.text("ADDRESS"),
        approval_name=values.text("APPROVAL_NAME"),
        approval_number=values.text("APPROVAL_NUMBER"),
        approval_organ=values.text("APPROVAL_AUTHORITY"),
    )


def project(values: Values, profile: SourceProfile) -> Dossier:
    """501: a project that is to be tendered."""
    agency = values.text("TENDER_AGENCY_NAME")
    registered_on = day(values.moment("CREATE_TIME"))
    facts = None
    if registered_on is not None:
        facts = ProjectFacts(
            name=values.text("TENDER_PROJECT_NAME"),
            trade_class=values.text("TENDER_PROJECT_TYPE"),
            region=values.cut("REGION_CODE", 6) or profile.region,
            owner=party(values.text("TENDERER_NAME"), values.text("TENDERER_CODE"), TENDERER),
            agency=party(agency, values.text("TENDER_AGENCY_CODE"), AGENCY) if agency else None,
            registered_on=registered_on,
            investment=values.text("PROJECT_CODE"),
            tender_code=values.text(PROJECT),
            deal_code=values.text("UNIFIED_DEAL_CODE"),
            is_mandatory=values.flag("IS_TO_LAW"),
            mode=DOMAINS["tender-mode"].get(values.text("TENDER_MODE"), ""),
            approval_organ=values.text("APPROVE_DEPT_NAME"),
        )
    return Dossier(source=profile.code, key=values.text(PROJECT), project=facts)


def lot(values: Values, profile: SourceProfile) -> Dossier:
    """502: a section of the project."""
    code = values.text(LOT)
    return about(
        values,
        profile,
        lots=(
            LotFacts(
                key=code,
                name=values.text("BID_SECTION_NAME"),
                code=code,
                section_class=values.text("TENDER_PROJECT_CLASSIFY_CODE"),
                budget=values.amount("CONTRACT_RECKON_PRICE"),
                currency=values.currency("CURRENCY_CODE"),
                round=values.number("BID_ECTION_NUM", 1),
            ),
        ),
    )


def notice(values: Values, profile: SourceProfile) -> Dossier:
    """503: a tender notice or a prequalification notice."""
    corrected = values.text("NOTICE_NATURE") == CORRECTED
    kind = "correction" if corrected else NOTICE_KINDS.get(values.text("BULLETIN_TYPE"), "tender")
    return about(
        values,
        profile,
        notices=(
            NoticeFacts(
                key=told_as(values, "503", "NOTICE_SEND_TIME"),
                kind=kind,
                title=values.text("NOTICE_NAME"),
                content=values.text("NOTICE_CONTENT"),
                published_at=values.moment("NOTICE_SEND_TIME"),
                media=values.cut("NOTICE_MEDIA", 300),
                url=values.text("URL"),
                documents_from=values.moment("DOC_GET_START_TIME"),
                documents_to=values.moment("DOC_GET_END_TIME"),
                bids_due_at=values.moment("BID_DOC_REFER_END_TIME"),
            ),
        ),
    )


def clarification(values: Values, profile: SourceProfile) -> Dossier:
    """504: the tender documents, and how they were clarified or changed."""
    key = told_as(values, "504", "SUBMIT_TIME")
    title = values.text("DOC_NAME") or "招标文件澄清与修改"
    content = values.text("CLARIFY_CONTENT")
    price = values.amount("CONTROL_PRICE")
    if price is not None:
        content = f"{content}\n控制价（最高限价）：{plain(price)} 元"
    said = NoticeFacts(
        key=key,
        kind="clarification",
        title=title,
        content=content,
        published_at=values.moment("CLARIFY_TIME"),
        url=values.text("URL"),
        bids_due_at=values.moment("BID_DOC_REFER_END_TIME"),
    )
    document = DocumentFacts(
        key=key, title=title, kind="招标文件", url=values.text("URL"), published_at=values.moment("SUBMIT_TIME")
    )
    return about(values, profile, notices=(said,), documents=(document,) if values.text("URL") else ())


def invitation(values: Values, profile: SourceProfile) -> Dossier:
    """505: an invitation to tender."""
    invited = values.text("BIDDER_NAME")
    said = NoticeFacts(
        key=told_as(values, "505", "BID_INVITE_ISSUE_TIME"),
        kind="correction" if values.text("BID_INVITE_ISSUE_NATURE") == CORRECTED else "tender",
        title=f"投标邀请书（{invited}）" if invited else "投标邀请书",
        content=values.text("BID_INVITE_ISSUE_CONTENT"),
        published_at=values.moment("BID_INVITE_ISSUE_TIME"),
        documents_from=values.moment("DOC_GET_START_TIME"),
        documents_to=values.moment("DOC_GET_END_TIME"),
        bids_due_at=values.moment("BID_DOC_REFER_END_TIME"),
    )
    return about(values, profile, notices=(said,))


def candidates_published(values: Values, profile: SourceProfile) -> Dossier:
    """511: the candidates are made public."""
    content = values.text("NOTICE_CONTENT")
    method = values.text("OBJECTION_METHOD")
    told = NoticeFacts(
        key=told_as(values, "511", "PUBLICITY_START_TIME"),
        kind="candidates",
        title=values.text("NOTICE_NAME") or "中标候选人公示",
        content=f"{content}\n提出异议的渠道和方式：{method}".strip() if method else content,
        published_at=values.moment("PUBLICITY_START_TIME"),
        media=values.cut("NOTICE_MEDIA", 300),
        url=values.text("URL"),
        ends_on=day(values.moment("PUBLICITY_END_TIME")),
    )
    return about(values, profile, notices=(told,))


def question(values: Values, profile: SourceProfile) -> Dossier:
    """521: a question about the documents, and its answer."""
    asked = "\n".join(part for part in (values.text("ASK"), values.text("ASK_ZY_REASON")) if part)
    told = QuestionFacts(
        key=values.key or f"{values.text('ANN_CODE')}:{values.text('TM')}",
        title=values.text("TITLE"),
        question=asked,
        answer=values.text("ANSWER"),
        at=values.moment("TM"),
    )
    return about(values, profile, questions=(told,))


def abnormality(values: Values, profile: SourceProfile) -> Dossier:
    """517: an abnormal end."""
    told = AbnormalityFacts(
        key=values.key or f"517:{values.text('APPROVAL_TIME')}",
        kind=values.text("EXCEPITON_TYPE"),
        title=values.text("EXCEPITON_NAME"),
        content="\n".join(part for part in (values.text("EXCEPITON_INFOR"), values.text("APPROVAL_RESULT")) if part),
        approved_at=values.moment("APPROVAL_TIME"),
    )
    return about(values, profile, abnormalities=(told,))


def plain(amount: Decimal) -> str:
    """Write an amount without needless zeros."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def told_as(values: Values, dataset: str, moment: str) -> str:
    """Return the key of what has no name of its own."""
    return f"{dataset}:{values.key or values.text(moment)}"


def about(values: Values, profile: SourceProfile, **facts: tuple[object, ...]) -> Dossier:
    """Tell facts about the project of a record."""
    return Dossier(source=profile.code, key=values.text(PROJECT), **facts)  # type: ignore[arg-type]
