"""News of the console 「监管工作台」: what left the house by a download."""

from dataclasses import dataclass
from datetime import date

from heng.ledger.events import Event, named


@dataclass(frozen=True, slots=True)
class ProjectsExported(Event):
    """A list of projects was exported 「导出项目清单」; the subject is the list."""

    conditions: str = named("筛选条件")
    count: int = named("条数")
    on: date = named("日期")
