"""News of the register of parties 「交易主体」. The names of natural persons and of people do not travel with it."""

from dataclasses import dataclass
from datetime import date

from heng.ledger.events import Event, named


@dataclass(frozen=True, slots=True)
class PartyEntered(Event):
    """A party is known for the first time 「主体入册」; a natural person's name is left out."""

    code: str = named("主体代码")
    scheme: str = named("代码类型")
    name: str = named("名称")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class PartyRenamed(Event):
    """A party bears another name 「主体更名」."""

    code: str = named("主体代码")
    former: str = named("原名称")
    name: str = named("现名称")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class PartyCompleted(Event):
    """More became known of a party 「主体资料补充」: which of its particulars, not their values."""

    code: str = named("主体代码")
    particulars: tuple[str, ...] = named("补充内容")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class PersonalDataRead(Event):
    """Somebody read a person's data in clear 「查阅个人信息」."""

    party: str = named("主体代码")
    reason: str = named("查阅理由")


@dataclass(frozen=True, slots=True)
class PersonErased(Event):
    """A person's data were erased 「清除个人信息」; the row stays without them."""

    party: str = named("主体代码")
    reason: str = named("清除理由")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class ExpertEntered(Event):
    """An expert was entered in the pool, or told of again 「专家入库」."""

    code: str = named("专家编号")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class ExpertDataRead(Event):
    """Somebody read an expert's personal data in clear 「查阅专家信息」."""

    code: str = named("专家编号")
    reason: str = named("查阅理由")


@dataclass(frozen=True, slots=True)
class ExpertSuspended(Event):
    """An expert may not be drawn any more, for a time or for good 「专家暂停或退出」."""

    code: str = named("专家编号")
    status: str = named("状态")
    reason: str = named("原因")
    on: date = named("日期")
