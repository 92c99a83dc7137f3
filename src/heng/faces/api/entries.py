"""The gate asked by a trading system 「申请进场」: allowed, or refused with code, reason and article."""

from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate
from ninja import Router, Schema
from pydantic import Field

from heng.engines.procedure import Refusal
from heng.faces.api.keys import SystemKey
from heng.faces.frame.asking import ActorRequest
from heng.registers.parties import services as parties
from heng.registers.parties.services import PartyFacts
from heng.registers.trading.models import BEFORE_THE_GATE, Project
from heng.registers.trading.services import gate
from heng.registers.trading.services.dossier import ProjectFacts

router = Router(auth=SystemKey("entries"), tags=["进场"])


class PartyIn(Schema):
    """A party by its name and 统一社会信用代码 「申请主体」."""

    name: str = Field(min_length=1, max_length=200)
    code: str = Field(min_length=18, max_length=18)


class EntryIn(Schema):
    """A project that asks to enter 「进场申请」; `key` is its key in the asking system, money in 元 of `currency`."""

    key: str = Field(min_length=1, max_length=160)
    name: str = Field(min_length=1, max_length=600)
    trade_class: str = Field(pattern=r"^[A-Z][0-9]{2}$")
    region: str = Field(pattern=r"^[0-9]{6}$")
    owner: PartyIn
    agency: PartyIn | None = None
    registered_on: date | None = None
    tender_code: str = Field("", max_length=60)
    deal_code: str = Field("", max_length=40)
    is_mandatory: bool | None = None
    fund_source: str = Field("", max_length=200)
    budget: Decimal | None = Field(None, ge=0, max_digits=20, decimal_places=6)
    currency: str = Field("CNY", pattern=r"^[A-Z]{3}$")
    approval_name: str = Field("", max_length=300)
    approval_number: str = Field("", max_length=120)
    approval_organ: str = Field("", max_length=200)


class EntryOut(Schema):
    """The answer of the gate 「进场结论」; of a no, `code`, `reason` and `law`."""

    project: str
    allowed: bool
    code: str
    reason: str
    law: str
    authority: str
    authority_name: str
    why: str
    article: str


@router.post(
    "/entries",
    response=EntryOut,
    url_name="entries",
    summary="申请项目进场",
    description="登记项目并申请进场，答复准予或者不予及其原因、依据和监督部门；同一主键可以重复申请，结果不变。",
)
def ask(request: ActorRequest, asked: EntryIn) -> EntryOut:
    """Register the project under its key and ask whether it may enter; asking again is harmless."""
    today, system = localdate(), request.actor
    source = system.person.removeprefix("SY:")
    project = gate.register(_facts(asked, today), source, asked.key, by=system, on=today)
    if project.stage in BEFORE_THE_GATE:
        gate.ask_entry(project, by=system, on=today)
    return _answer(project)


def _facts(asked: EntryIn, today: date) -> ProjectFacts:
    told = asked.model_dump(exclude={"key", "owner", "agency", "registered_on"})
    return ProjectFacts(
        **told,
        owner=_party(asked.owner, "01"),
        agency=_party(asked.agency, "02") if asked.agency else None,
        registered_on=asked.registered_on or today,
    )


def _party(told: PartyIn, role: str) -> PartyFacts:
    """A code that its standard calls wrong is sent back: whoever asks can still mend it."""
    party = PartyFacts(name=told.name, code=told.code, roles=(role,))
    error = next((finding for finding in parties.check(party) if finding.level == "error"), None)
    if error is not None:
        raise Refusal(error.code, f"{told.name}：{error.message}", "GB 32100-2015")
    return party


def _answer(project: Project) -> EntryOut:
    resolution = project.resolution
    return EntryOut(
        project=project.ref,
        allowed=project.stage not in BEFORE_THE_GATE,
        code=project.refusal_code,
        reason=project.refusal_reason,
        law=project.refusal_law,
        authority=project.authority_id or "",
        authority_name=str(resolution.get("authority_name", "")),
        why=str(resolution.get("reason", "")),
        article=str(resolution.get("article", "")),
    )
