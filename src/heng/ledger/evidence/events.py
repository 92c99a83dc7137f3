"""News of evidence 「证据文件」; the subject is what a file is about, whose trace so tells of it; of a look, the file.

Of a file that is shut until the bids are opened the subject is the file as well: so the trace of a project counts none.

The name of a file is personal: outsiders choose it, and often it holds the name of a person.
"""

from dataclasses import dataclass
from datetime import date

from heng.ledger.events import Event, named, personal


@dataclass(frozen=True, slots=True)
class FileKept(Event):
    """A file was kept 「保存文件」."""

    file: str = named("文件编号")
    name: str = personal("文件名")
    kind: str = named("类型")
    size: int = named("字节数")
    sha256: str = named("SHA-256摘要")
    sm3: str = named("SM3摘要")
    source: str = named("来源系统")
    keep_until: date = named("至少保存至")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class FileInfected(Event):
    """A file was not kept because the scanner found something harmful in it 「拒收有害文件」."""

    finding: str = named("查出内容")
    sha256: str = named("SHA-256摘要")
    source: str = named("来源系统")


@dataclass(frozen=True, slots=True)
class FileRead(Event):
    """Somebody opened a file or took a copy of it 「查阅文件」; the subject is the file."""

    about: str = named("有关事项")
    sha256: str = named("SHA-256摘要")
    reason: str = named("用途")


@dataclass(frozen=True, slots=True)
class FileDeleted(Event):
    """A file was deleted after its time 「销毁文件」; its digests stay. The content goes with its last file."""

    file: str = named("文件编号")
    sha256: str = named("SHA-256摘要")
    sm3: str = named("SM3摘要")
    is_last: bool = named("内容已销毁")
    reason: str = named("原因")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class HoldPlaced(Event):
    """Nothing about the subject may be deleted from now on 「封存」; its law is that of the entry."""

    reason: str = named("原因")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class HoldLifted(Event):
    """What was held may be deleted again when its time has come 「解除封存」."""

    reason: str = named("原因")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class DocumentIssued(Event):
    """An official document was issued 「生成文书」; the subject is what it is kept under."""

    number: str = named("文号")
    title: str = personal("标题")
    matter: str = named("有关事项")
    file: str = named("文件编号")
    sha256: str = named("SHA-256摘要")
    on: date = named("成文日期")
