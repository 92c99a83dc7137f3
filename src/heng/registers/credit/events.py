"""News of the register of credit 「信用」."""

from dataclasses import dataclass
from datetime import date

from heng.ledger.events import Event, named


@dataclass(frozen=True, slots=True)
class RecordEntered(Event):
    """A party's file grew by an entry 「信用记录入册」; the subject is the party."""

    record: str = named("记录编号")
    kind: str = named("类别")
    title: str = named("事由")
    document_number: str = named("文号")
    happened_on: date = named("日期")
    on: date = named("登记日期")


@dataclass(frozen=True, slots=True)
class RecordWithdrawn(Event):
    """An entry of a party's file no longer stands 「信用记录撤销」; the subject is the party."""

    record: str = named("记录编号")
    reason: str = named("撤销理由")
    on: date = named("撤销日期")


@dataclass(frozen=True, slots=True)
class PartyBarred(Event):
    """A party may not trade for a time 「市场禁入」; the subject is the party, an empty end means for good."""

    ban: str = named("禁入编号")
    code: str = named("主体代码")
    regime: str = named("适用范围")
    region: str = named("适用区域")
    starts_on: date = named("起始日")
    ends_on: date | None = named("截止日")
    reason: str = named("事由")
    document_number: str = named("文号")
    on: date = named("登记日期")


@dataclass(frozen=True, slots=True)
class BanLifted(Event):
    """A ban ends early, or never was 「解除禁入」; the subject is the party.

    `ends_on` is the last day on which it was served, empty when it is void from its first day.
    """

    ban: str = named("禁入编号")
    code: str = named("主体代码")
    ends_on: date | None = named("实际截止日")
    reason: str = named("解除理由")
    on: date = named("解除日期")
