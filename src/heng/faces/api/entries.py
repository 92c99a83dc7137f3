"""The gate asked by a trading system 「申请进场」: allowed, or refused with code, reason and article."""

from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate
from ninja import Router, Schema
from pydantic import Field

from heng.faces.api.keys import SystemKey
from heng.faces.api.shapes import Word
from heng.faces.frame.asking import ActorRequest
from heng.registers.parties import services as parties
from heng.registers.parties.services import PartyFacts
from heng.registers.trading.models import BEFORE_THE_GATE, Project
from heng.registers.trading.services import gate, owning
from heng.registers.trading.services.dossier import ProjectFacts

router = Router(auth=SystemKey("entries"), tags=["进场"])


class PartyIn(Schema):
    """A party by its name and 统一社会信用代码 「申请主体」."""

    name: Word = Field(min_length=1, max_length=200, description="名称", examples=["演示市虚构建设单位"])
    code: Word = Field(min_length=18, max_length=18, description="统一社会信用代码", examples=["12410500MB1234562Y"])


class EntryIn(Schema):
    """A project that asks to enter 「进场申请」; `key` is its key in the asking system, money in 元 of `currency`."""

    key: Word = Field(min_length=1, max_length=160, description="项目在本系统的主键", examples=["2026-0001"])
    project: Word = Field(
        "", max_length=20, description="业主已自行登记的项目的编号，由本系统接续办理；没有的不填", examples=[""]
    )
    name: Word = Field(min_length=1, max_length=600, description="项目名称", examples=["演示市某道路改造工程施工"])
    trade_class: str = Field(pattern=r"^[A-Z][0-9]{2}$", description="交易类别", examples=["A03"])
    region: str = Field(pattern=r"^[0-9]{6}$", description="行政区划代码（GB/T 2260）", examples=["410500"])
    owner: PartyIn = Field(description="招标（采购）人")
    agency: PartyIn | None = Field(None, description="代理机构")
    registered_on: date | None = Field(None, description="登记日期，不填为当日", examples=["2026-03-02"])
    tender_code: Word = Field("", max_length=60, description="招标（采购）项目编号", examples=["演招标-2026-1"])
    deal_code: Word = Field("", max_length=40, description="统一交易标识码", examples=[""])
    is_mandatory: bool | None = Field(None, description="是否依法必须招标（采购）；不填按目录判断", examples=[True])
    fund_source: Word = Field("", max_length=200, description="资金来源", examples=["财政资金"])
    budget: Decimal | None = Field(
        None, ge=0, max_digits=20, decimal_places=6, description="预算金额（元）", examples=["8000000"]
    )
    currency: str = Field("CNY", pattern=r"^[A-Z]{3}$", description="币种", examples=["CNY"])
    approval_name: Word = Field("", max_length=300, description="审批文件名称", examples=["演示立项批复"])
    approval_number: Word = Field("", max_length=120, description="审批文号", examples=["演发改〔2026〕1号"])
    approval_organ: Word = Field("", max_length=200, description="审批机关", examples=["演示市发展和改革委员会"])


class EntryOut(Schema):
    """The answer of the gate 「进场结论」; of a no, `code`, `reason` and `law`."""

    project: str = Field(description="项目编号", examples=["TP000123"])
    allowed: bool = Field(description="是否准予进场", examples=[True])
    code: str = Field(description="不予进场的原因代码", examples=[""])
    reason: str = Field(description="不予进场的原因", examples=[""])
    law: str = Field(description="不予进场的依据", examples=[""])
    authority: str = Field(description="监督部门代码", examples=["410500-JT"])
    authority_name: str = Field(description="监督部门", examples=["安阳市交通运输局"])
    why: str = Field(description="确定监督部门的理由", examples=["公路工程由交通运输主管部门监督"])
    article: str = Field(description="确定监督部门的依据", examples=["招标投标法实施条例 第四条"])


@router.post(
    "/entries",
    response=EntryOut,
    url_name="entries",
    summary="申请项目进场",
    description="登记项目并申请进场，答复准予或者不予及其原因、依据和监督部门；同一主键可以重复申请，结果不变。",
)
def ask(request: ActorRequest, asked: EntryIn) -> EntryOut:
    """Register the project, or go on with its owner's, and ask whether it may enter; asking again is harmless."""
    today, system = localdate(), request.actor
    source = system.person.removeprefix("SY:")
    if asked.project:
        facts = _facts(asked, today)
        return _answer(owning.enter_taken_over(asked.project, facts, source, asked.key, by=system, on=today))
    return _answer(gate.enter(_facts(asked, today), source, asked.key, by=system, on=today))


def _facts(asked: EntryIn, today: date) -> ProjectFacts:
    told = asked.model_dump(exclude={"key", "project", "owner", "agency", "registered_on"})
    return ProjectFacts(
        **told,
        owner=_party(asked.owner, "01"),
        agency=_party(asked.agency, "02") if asked.agency else None,
        registered_on=asked.registered_on or today,
    )


def _party(told: PartyIn, role: str) -> PartyFacts:
    """A code that its standard calls wrong is sent back: whoever asks can still mend it."""
    party = PartyFacts(name=told.name, code=told.code, roles=(role,))
    parties.check_sound(party)
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
