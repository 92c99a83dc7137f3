"""News of the ledger about itself 「账务」: what was erased, and what was done about a delivery that failed."""

from dataclasses import dataclass

from heng.ledger.events import Event, named


@dataclass(frozen=True, slots=True)
class PersonalValueErased(Event):
    """A personal value of an entry was erased 「删除个人信息」; its commitment stays."""

    entry: int = named("留痕编号")
    field: str = named("字段")
    reason: str = named("原因")


@dataclass(frozen=True, slots=True)
class DeliveryRetried(Event):
    """Somebody asked to deliver again at once 「重新投递」; the subject is the listener."""

    failures: int = named("已失败次数")
    error: str = named("错误")


@dataclass(frozen=True, slots=True)
class DeliveryPassedOver(Event):
    """An entry will not be delivered to a listener 「跳过投递」; the subject is the listener."""

    entry: int = named("留痕编号")
    kind: str = named("留痕种类")
    error: str = named("错误")
    reason: str = named("原因")
