"""News of the exchange 「数据交换」."""

from dataclasses import dataclass
from datetime import date

from heng.ledger.events import Event, named


@dataclass(frozen=True, slots=True)
class MatterTaken(Event):
    """Another system told of its own supervision 「监管事项接收」."""

    source: str = named("来源系统")
    dataset: str = named("数据集")
    key: str = named("来源主键")
    tender_code: str = named("项目编号")
    title: str = named("事项")
    on: date = named("接收日期")


@dataclass(frozen=True, slots=True)
class MatterWithdrawn(Event):
    """Another system took back what it told of its supervision 「监管事项撤回」."""

    source: str = named("来源系统")
    key: str = named("来源主键")
    on: date = named("撤回日期")
