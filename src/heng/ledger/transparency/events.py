"""News of the log 「固化」."""

from dataclasses import dataclass

from heng.ledger.events import Event, named


@dataclass(frozen=True, slots=True)
class BundleMade(Event):
    """A bundle was made of what is sealed about a subject 「导出证据包」."""

    entries: int = named("留痕条数")
    documents: int = named("文件份数")
    size: int = named("检查点条数")
