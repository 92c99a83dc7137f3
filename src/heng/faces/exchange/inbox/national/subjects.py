"""Traders and their credit 「主体与信用」: datasets 100 and 300–305."""

from dataclasses import dataclass
from datetime import date

from heng.engines import codes
from heng.faces.exchange.inbox.national.identifiers import party, person
from heng.faces.exchange.inbox.national.tendering import day, plain
from heng.faces.exchange.inbox.national.values import Values
from heng.faces.exchange.inbox.record import Filing, SourceProfile
from heng.registers.parties.services import PartyFacts

FOR_GOOD = 2999  # a year from which an end is only a way to say that there is none
TITLE, BASIS = 600, 600


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditFiling(Filing):
    """What is told of a party's credit; `kind` is a value of `Record.Kind`.

    `bars_from` … `bars_to` is the time in which the party is barred, if any. `lifts` is the key of the blacklisting
    that this record ends; `is_lifted` says that the record was ended at its source; `withdrawn`, that it is taken back.
    """

    key: str
    kind: str
    party: PartyFacts
    title: str
    body: str
    organ: str
    document_number: str
    law: str
    happened_on: date | None
    regime: str = ""
    bars_from: date | None = None
    bars_to: date | None = None
    lifts: str = ""
    is_lifted: bool = False
    withdrawn: bool = False


def trader(values: Values, profile: SourceProfile) -> PartyFacts:  # noqa: ARG001
    """100: a party, its roles, its representative and its contact."""
    roles = tuple(part[:2] for part in values.many("LEGAL_ROLE"))
    people = (
        *person("representative", values, "LEGAL_REPRESENT"),
        *person("contact", values, "LEGAL_CONTACT", "LEGAL_CONTACT_PHONE"),
    )
    return party(
        values.text("LEGAL_NAME"),
        values.text("LEGAL_CODE"),
        *roles,
        region=values.cut("REGION_CODE", 6),
        people=people,
    )


def violation(values: Values, profile: SourceProfile) -> CreditFiling:  # noqa: ARG001
    """300: a violation, its penalty, and the time in which the party is barred."""
    ends_on = day(values.moment("CONFINED_END"))
    return CreditFiling(
        key=values.text("VIOLATING_CODE"),
        kind="violation",
        party=_body(values),
        title=values.cut("VIOLATING_NAME", TITLE),
        body=_lines(values, "VIOLATING_INSTRUCTIONS", "PUNISHMENT_RESULT"),
        organ=values.text("GOVERNMENT"),
        document_number=values.text("DOCUMENT_CODE"),
        law=values.cut("PUNISHMENT_BASIS", BASIS),
        happened_on=day(values.moment("VIOLATING_TIME")),
        regime=_regime(values),
        bars_from=day(values.moment("CONFINED_START")),
        bars_to=None if ends_on and ends_on.year >= FOR_GOOD else ends_on,
    )


def blacklisting(values: Values, profile: SourceProfile) -> CreditFiling:  # noqa: ARG001
    """302: a party is put on the blacklist; barred only when a time is said."""
    ends_on = day(values.moment("CONFINED_END"))
    return CreditFiling(
        key=values.text("BLACKLIST_CODE"),
        kind="blacklist",
        party=_body(values),
        title=values.cut("RECORD_REASON", TITLE),
        body=_lines(values, "RECORD_REASON"),
        organ=values.text("GOVERNMENT"),
        document_number=values.text("DOCUMENT_CODE"),
        law=values.cut("PUNISHMENT_BASIS", BASIS),
        happened_on=day(values.moment("RECORD_DATE")),
        bars_from=day(values.moment("CONFINED_START")),
        bars_to=None if ends_on and ends_on.year >= FOR_GOOD else ends_on,
        is_lifted=bool(values.flag("REVOCATION_STATUS")),
    )


def removal(values: Values, profile: SourceProfile) -> CreditFiling:  # noqa: ARG001
    """303: a party is taken off the blacklist."""
    code = values.text("BLACKLIST_CODE")
    return CreditFiling(
        key=code,
        kind="removal",
        party=_body(values),
        title=values.cut("REVOCATIONEASONS", TITLE),
        body=_lines(values, "REVOCATIONEASONS"),
        organ=values.text("GOVERNMENT"),
        document_number=values.text("DOCUMENT_CODE"),
        law="",
        happened_on=day(values.moment("APPLICATION_DATE")),
        lifts=code,
    )


def reward(values: Values, profile: SourceProfile) -> CreditFiling:  # noqa: ARG001
    """304: an award for good conduct."""
    return CreditFiling(
        key=values.key or f"{values.text('DOCUMENT_CODE')}:{values.text('BODY_CODE')}",
        kind="award",
        party=_body(values),
        title=values.cut("REWARD_REASON", TITLE),
        body=_lines(values, "REWARD_REASON"),
        organ=values.text("GOVERNMENT"),
        document_number=values.text("DOCUMENT_CODE"),
        law="",
        happened_on=day(values.moment("REWARD_DATE")),
    )


def fulfilment(values: Values, profile: SourceProfile) -> CreditFiling:  # noqa: ARG001
    """305: how a contract was performed, as part of the party's file."""
    section = values.text("BID_SECTION_CODE")
    told = [f"标段（包）：{section}"]
    for label, name in (("合同金额", "CONTRACT_AMOUNT"), ("结算金额", "CONTRACT_SETTLEMENT_AMOUNT")):
        amount = values.amount(name)
        if amount is not None:
            told.append(f"{label}：{plain(amount)} 元")
    for label, name in (
        ("质量标准", "QUALITY_STANDARDS"),
        ("安全标准", "SAFETY_STANDARDS"),
        ("环保标准", "ENVIRONMENT_STANDARDS"),
        ("合同期限", "CONTRACT_PERIOD"),
        ("实际工期", "CONSTRUCTION_PERIOD"),
    ):
        if values.text(name):
            told.append(f"{label}：{values.text(name)}")
    return CreditFiling(
        key=f"{section}:{_key(values)}",
        kind="performance",
        party=_body(values),
        title=f"履约信息（{section}）",
        body="\n".join(told),
        organ=values.text("GOVERNMENT"),
        document_number="",
        law="",
        happened_on=day(values.moment("CONTRACT_FINISH_TIME")),
    )


def _body(values: Values) -> PartyFacts:
    role = values.text("BODY_ROLE")
    return party(values.text("BODY_NAME"), values.text("BODY_CODE"), *((role,) if role else ()))


def _key(values: Values) -> str:
    facts = _body(values)
    return facts.name if facts.kind == "natural" else facts.code or facts.name


def _lines(values: Values, *names: str) -> str:
    return "\n".join(values.text(name) for name in names if values.text(name))


def _regime(values: Values) -> str:
    """Find under which body of law the party is barred: that of the trade in which it offended."""
    trade = codes.trade_class(values.text("UNIFIED_DEAL_CODE")[:3])
    return trade.regime if trade else ""
