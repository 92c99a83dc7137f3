"""May a party trade 「资格查询」: asked by trading systems at entry, opening and award."""

from datetime import UTC, date, datetime
from typing import Annotated

from django.utils.timezone import localdate
from ninja import Path, Query, Router, Schema
from pydantic import AwareDatetime, Field

from heng.faces.api.keys import SystemKey
from heng.faces.frame.asking import ActorRequest
from heng.registers.credit import selectors as credit
from heng.registers.credit.models import Ban, Regime

router = Router(auth=SystemKey("read"), tags=["资格"])
FIRST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
Code = Annotated[str, Path(max_length=80, pattern=r"^[^\x00]*$", examples=["91410500MA3X00010X"])]


class BanOut(Schema):
    """A ban that runs 「市场禁入」."""

    ref: str = Field(description="编号")
    regime: str = Field(description="适用制度")
    region: str = Field(description="适用地区", examples=["410500"])
    starts_on: date = Field(description="起始日期")
    ends_on: date | None = Field(description="截止日期")
    reason: str = Field(description="事由", examples=["弄虚作假骗取中标"])
    law: str = Field(description="依据", examples=["招标投标法 第五十四条"])
    organ: str = Field(description="决定机关", examples=["安阳市住房和城乡建设局"])
    document_number: str = Field(description="文号")


class EligibilityOut(Schema):
    """The answer, with the bans it rests on 「资格结论」."""

    code: str = Field(description="主体代码", examples=["91410500MA3X00010X"])
    known: bool = Field(description="系统是否登记有该主体")
    allowed: bool = Field(description="是否可以参加交易")
    on: date = Field(description="截至日期")
    known_at: datetime | None = Field(description="所知时点")
    bans: list[BanOut] = Field(description="所依据的禁入记录")


class Asked(Schema):
    """As of which day, as known at which moment, under which body of law, where."""

    on: date | None = Field(None, description="截至哪一天，不填为当日", examples=["2026-03-02"])
    known_at: AwareDatetime | None = Field(
        None, ge=FIRST, le=LATEST, description="按何时所知判断，不填为现在", examples=["2026-03-02T09:00:00+08:00"]
    )
    regime: Regime | None = Field(None, description="适用制度，不填为全部", examples=["ENG"])
    region: str | None = Field(None, pattern=r"^[0-9]{6}$", description="行政区划，不填为全部", examples=["410500"])


@router.get(
    "/parties/{code}/eligibility",
    response=EligibilityOut,
    url_name="eligibility",
    summary="查询主体交易资格",
    description="某主体某日是否可以参加交易，附所依据的禁入记录；系统未登记的主体没有禁入记录。",
)
def eligibility(request: ActorRequest, code: Code, asked: Query[Asked]) -> EligibilityOut:  # noqa: ARG001  -- ninja passes it
    """Say whether a party may trade on a day; a party nobody knows has no ban."""
    found = credit.eligibility(
        code, on=asked.on or localdate(), known_at=asked.known_at, regime=asked.regime, region=asked.region
    )
    return EligibilityOut(
        code=found.code,
        known=found.known,
        allowed=found.allowed,
        on=found.on,
        known_at=found.known_at,
        bans=[_ban(ban) for ban in found.bans],
    )


def _ban(ban: Ban) -> BanOut:
    return BanOut(
        ref=ban.ref,
        regime=ban.regime,
        region=ban.region,
        starts_on=ban.starts_on,
        ends_on=ban.ends_on,
        reason=ban.reason,
        law=ban.law,
        organ=ban.organ,
        document_number=ban.document_number,
    )
