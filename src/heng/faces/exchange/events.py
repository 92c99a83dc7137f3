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
class FileHandedIn(Event):
    """Somebody handed in a file for a system 「人工报送」; the subject is the batch."""

    source: str = named("来源系统")
    file_name: str = named("文件")
    sha256: str = named("摘要")
    counts: tuple[str, ...] = named("结果")


@dataclass(frozen=True, slots=True)
class ItemsRetried(Event):
    """Somebody took up records again that were kept 「重新处理」; the subject is the batch or the record."""

    source: str = named("来源系统")
    count: int = named("处理条数")
    changed: tuple[str, ...] = named("变化")


@dataclass(frozen=True, slots=True)
class ItemOpened(Event):
    """Somebody read a record as it came, which may hold personal data 「打开报送原文」."""

    source: str = named("来源系统")
    dataset: str = named("数据集")
    key: str = named("来源主键")


@dataclass(frozen=True, slots=True)
class ItemCorrected(Event):
    """Somebody put a record right, and it was taken or waits again 「更正收录」; with digests of the text."""

    source: str = named("来源系统")
    dataset: str = named("数据集")
    key: str = named("来源主键")
    before: str = named("更正前摘要")
    after: str = named("更正后摘要")


@dataclass(frozen=True, slots=True)
class MatterWithdrawn(Event):
    """Another system took back what it told of its supervision 「监管事项撤回」."""

    source: str = named("来源系统")
    key: str = named("来源主键")
    on: date = named("撤回日期")
