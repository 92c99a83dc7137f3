"""What is told about one project in one go 「项目资料」: frozen facts, from whatever door they come.

Keys (`key`, `lot`, `bid`, `contract`) are those of the telling system and are unique within their parent. Money is in
元 of `currency`; moments carry a time zone. A fact that is told again under its key replaces what was told before.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from heng.registers.parties.services import PartyFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestmentFacts:
    """The undertaking behind a trade (dataset 500)."""

    code: str
    name: str
    region: str
    invest_code: str = ""
    industry: str = ""
    fund_source: str = ""
    scale: str = ""
    address: str = ""
    approval_name: str = ""
    approval_number: str = ""
    approval_organ: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacts:
    """What is known of a project when it is registered."""

    name: str
    trade_class: str
    region: str
    owner: PartyFacts
    registered_on: date
    agency: PartyFacts | None = None
    investment: str = ""  # code of an investment told before
    tender_code: str = ""
    deal_code: str = ""
    place: str = ""
    is_mandatory: bool | None = None
    fund_source: str = ""
    budget: Decimal | None = None
    currency: str = "CNY"
    mode: str = ""
    is_electronic: bool | None = None
    approval_name: str = ""
    approval_number: str = ""
    approval_organ: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LotFacts:
    """A lot."""

    key: str
    name: str
    code: str = ""
    section_class: str = ""
    budget: Decimal | None = None
    currency: str = "CNY"
    round: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts:
    """A notice or a clarification; `kind` is a value of `Notice.Kind`."""

    key: str
    kind: str
    title: str
    content: str = ""
    published_at: datetime | None = None
    media: str = ""
    url: str = ""
    documents_from: datetime | None = None
    documents_to: datetime | None = None
    bids_due_at: datetime | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """A document by its address."""

    key: str
    title: str
    kind: str = ""
    url: str = ""
    sha256: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFacts:
    """A question and its answer."""

    key: str
    title: str
    question: str
    answer: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AbnormalityFacts:
    """An abnormal end; `kind` is a value of `Abnormality.Kind`."""

    key: str
    kind: str
    title: str
    content: str = ""
    approved_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningFacts:
    """The opening of the bids of a lot."""

    key: str
    lot: str
    opened_at: datetime | None = None
    place: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BidFacts:
    """A bid; `status` is a value of `Bid.Status`; `joint` names the further members of a joint bid."""

    key: str
    lot: str
    bidder: PartyFacts
    joint: tuple[PartyFacts, ...] = ()
    price: Decimal | None = None
    currency: str = "CNY"
    price_note: str = ""
    submitted_at: datetime | None = None
    status: str = "pending"
    manager: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkFacts:
    """The marks of a bid file (dataset 519)."""

    key: str
    lot: str
    bidder: PartyFacts
    file_name: str = ""
    md5: str = ""
    cpu: str = ""
    disk: str = ""
    memory: str = ""
    ip: str = ""
    mac: str = ""
    submitted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositFacts:
    """A bid bond or a guarantee."""

    key: str
    lot: str
    party: PartyFacts
    form: str = ""
    amount: Decimal | None = None
    account: str = ""
    insurer: str = ""
    received_at: datetime | None = None
    refunded_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFacts:
    """A member of the panel; `expert` is the code of an expert in the register, if known."""

    key: str
    lot: str
    name: str = ""
    expert: str = ""
    kind: str = ""
    is_chair: bool = False
    checked_in_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreFacts:
    """A score that a member (by key) gave a bid (by key of lot and bid)."""

    key: str
    lot: str
    bid: str
    item: str
    value: Decimal
    member: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationFacts:
    """The report of the panel."""

    key: str
    lot: str
    content: str = ""
    result: str = ""
    submitted_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateFacts:
    """A candidate in rank."""

    key: str
    lot: str
    party: PartyFacts
    rank: int
    price: Decimal | None = None
    currency: str = "CNY"


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardFacts:
    """An award; `status` is a value of `Award.Status`."""

    key: str
    lot: str
    party: PartyFacts | None = None
    amount: Decimal | None = None
    currency: str = "CNY"
    awarded_at: datetime | None = None
    status: str = "active"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFacts:
    """A contract."""

    key: str
    lot: str = ""
    party: PartyFacts | None = None
    number: str = ""
    name: str = ""
    amount: Decimal | None = None
    currency: str = "CNY"
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFacts:
    """A change of a contract (by key)."""

    key: str
    contract: str
    content: str
    amount: Decimal | None = None
    changed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceFacts:
    """A moment of performance of a contract (by key); `kind` is a value of `Performance.Kind`."""

    key: str
    contract: str
    kind: str
    content: str = ""
    amount: Decimal | None = None
    happened_on: date | None = None


@dataclass(frozen=True, slots=True)
class Revocation:
    """A fact that its teller takes back: the table (`bids`, `notices`, …) and the key; of lots' facts with the lot."""

    table: str
    key: str
    lot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that is told about one project in one go. Without `project` it adds to a project that is already known.

    `message` is the reference of what it came with, if it came by the intake.
    """

    source: str
    key: str
    message: str = ""
    project: ProjectFacts | None = None
    lots: tuple[LotFacts, ...] = ()
    notices: tuple[NoticeFacts, ...] = ()
    documents: tuple[DocumentFacts, ...] = ()
    questions: tuple[QuestionFacts, ...] = ()
    abnormalities: tuple[AbnormalityFacts, ...] = ()
    openings: tuple[OpeningFacts, ...] = ()
    bids: tuple[BidFacts, ...] = ()
    marks: tuple[MarkFacts, ...] = ()
    deposits: tuple[DepositFacts, ...] = ()
    panel: tuple[MemberFacts, ...] = ()
    scores: tuple[ScoreFacts, ...] = ()
    evaluations: tuple[EvaluationFacts, ...] = ()
    candidates: tuple[CandidateFacts, ...] = ()
    awards: tuple[AwardFacts, ...] = ()
    contracts: tuple[ContractFacts, ...] = ()
    changes: tuple[ChangeFacts, ...] = ()
    performances: tuple[PerformanceFacts, ...] = ()
    revocations: tuple[Revocation, ...] = field(default=())
