"""News of verification."""

from dataclasses import dataclass
from datetime import datetime

from heng.ledger.events import Event, coded, named


@dataclass(frozen=True, slots=True)
class RowsRecorded(Event):
    """What rows say after acts about them was recorded 「登记业务数据摘要」; the subject is a room of the registers.

    A line is `TABLE DIGEST KEY`; the digest is empty when the row is no more.
    """

    lines: tuple[str, ...] = coded("摘要")
    through: int = named("已登记至序号")
    reason: str = named("原因")


@dataclass(frozen=True, slots=True)
class LogVerified(Event):
    """Log, files and rows were verified, and nothing differs 「核验通过」; the subject is the log."""

    size: int = named("已固化条数")
    root: str = named("根哈希")
    is_full: bool = named("全部核验")
    looked: tuple[str, ...] = named("核验数量")
    started_at: datetime = named("开始时间")


@dataclass(frozen=True, slots=True)
class LogDoubted(Event):
    """Verification found what differs from what was sealed or recorded 「核验发现不符」; the subject is the log."""

    size: int = named("已固化条数")
    found: int = named("不符处数")
    findings: tuple[str, ...] = named("不符之处")
    is_full: bool = named("全部核验")
    looked: tuple[str, ...] = named("核验数量")
    started_at: datetime = named("开始时间")
