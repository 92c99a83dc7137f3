"""News of the duty of supervision 「项目监管」; the subject is the project, so that its trace tells the whole story."""

from dataclasses import dataclass
from datetime import date

from heng.ledger.events import Event, named


@dataclass(frozen=True, slots=True)
class FileOpened(Event):
    """A supervision file with its named officer was opened 「建立监管档案」."""

    file: str = named("监管档案编号")
    authority: str = named("监督部门代码")
    officer: str = named("责任人")
    duty: str = named("权责事项")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class OfficerAwaited(Event):
    """A supervision file was opened, but its department has nobody who could be named 「待指定监管责任人」."""

    file: str = named("监管档案编号")
    authority: str = named("监督部门代码")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class FileReassigned(Event):
    """Another officer, or another department's, keeps the file 「变更监管责任人」."""

    file: str = named("监管档案编号")
    former: str = named("原责任人")
    officer: str = named("责任人")
    authority: str = named("监督部门代码")
    reason: str = named("原因")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class FileClosed(Event):
    """The file was put away 「监管档案归档」."""

    file: str = named("监管档案编号")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class FileReopened(Event):
    """A file was taken out again 「重新监管」."""

    file: str = named("监管档案编号")
    reason: str = named("原因")
    on: date = named("日期")


@dataclass(frozen=True, slots=True)
class Reminded(Event):
    """The clock reminded a department of something that is due or overdue 「期限提醒」."""

    matter: str = named("事项编号")
    what: str = named("应办事项")
    urgency: str = named("紧急程度")
    due_on: date = named("办理期限")
    authority: str = named("责任部门代码")
    on: date = named("日期")
