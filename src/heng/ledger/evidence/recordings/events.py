"""News of recordings 「录音录像」; the subject is what a recording is about; of a look, the recording."""

from dataclasses import dataclass
from datetime import date, datetime

from heng.ledger.events import Event, named, personal


@dataclass(frozen=True, slots=True)
class RecordingBegun(Event):
    """A recording began, or a kept file is made into one 「开始录像」."""

    recording: str = named("录像编号")
    title: str = personal("名称")
    source: str = named("来源")
    keep_until: date = named("至少保存至")


@dataclass(frozen=True, slots=True)
class RecordingSealed(Event):
    """Segments of a recording were signed 「录像固化」; the digest is that of the signed manifest."""

    recording: str = named("录像编号")
    digest: str = named("清单SHA-256摘要")
    first: int = named("起始分段")
    last: int = named("终止分段")
    start: int = named("起点（毫秒）")
    end: int = named("终点（毫秒）")


@dataclass(frozen=True, slots=True)
class RecordingEnded(Event):
    """A recording came to its end 「结束录像」."""

    recording: str = named("录像编号")
    segments: int = named("分段数")
    fault: str = named("未能处理的原因")
    ended_at: datetime = named("结束时间")


@dataclass(frozen=True, slots=True)
class RecordingDeleted(Event):
    """A recording was deleted after its time 「销毁录像」; its rows and manifests stay.

    The digest is that of the last manifest, whose lines lead back to the first segment.
    """

    recording: str = named("录像编号")
    digest: str = named("末份清单SHA-256摘要")
    segments: int = named("分段数")
    contents: int = named("已销毁的内容数")
    reason: str = named("原因")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class RecordingRead(Event):
    """Somebody watched a recording 「查阅录像」; the subject is the recording."""

    about: str = named("有关事项")
    reason: str = named("用途")
