"""May a party trade 「资格查询」: asked by trading systems at entry, opening and award."""

from datetime import date, datetime

from django.utils.timezone import localdate
from ninja import Query, Router, Schema

from heng.faces.api.keys import SystemKey
from heng.faces.frame.asking import ActorRequest
from heng.registers.credit import selectors as credit
from heng.registers.credit.models import Ban, Regime

router = Router(auth=SystemKey("read"), tags=["资格"])


class BanOut(Schema):
    """A ban that runs 「市场禁入」."""

    ref: str
    regime: str
    region: str
    starts_on: date
    ends_on: date | None
    reason: str
    law: str
    organ: str
    document_number: str


class EligibilityOut(Schema):
    """The answer, with the bans it rests on 「资格结论」."""

    code: str
    known: bool
    allowed: bool
    on: date
    known_at: datetime | None
    bans: list[BanOut]


class Asked(Schema):
    """As of which day, as known at which moment, under which body of law, where."""

    on: date | None = None
    known_at: datetime | None = None
    regime: Regime | None = None
    region: str | None = None


@router.get(
    "/parties/{code}/eligibility",
    response=EligibilityOut,
    url_name="eligibility",
    summary="查询主体交易资格",
    description="某主体某日是否可以参加交易，附所依据的禁入记录；系统未登记的主体没有禁入记录。",
)
def eligibility(request: ActorRequest, code: str, asked: Query[Asked]) -> EligibilityOut:  # noqa: ARG001  -- ninja passes it
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
