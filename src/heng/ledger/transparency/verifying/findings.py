"""What a verification found: each difference by its kind and its place, and how much was looked at."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

MOST = 1_000  # findings that are kept by name; further ones are counted

ENTRY, BUNDLE, TILE, CHECKPOINT = "留痕", "条目包", "数据块", "检查点"
PERSONAL, FILE, ROW, STATE, CLOCK = "个人信息", "证据文件", "业务数据", "数据登记", "时钟"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was sealed or recorded; its `str` is the sentence that people read."""

    kind: str
    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind} {self.place}：{self.what}"


@dataclass(slots=True)
class Report:
    """What was looked at, by kind, and what was found; `size` and `root` (hexadecimal) are of the newest checkpoint."""

    size: int = 0
    root: str = ""
    looked: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    found: int = 0

    @property
    def is_intact(self) -> bool:
        """Whether nothing was found."""
        return not self.found

    def add(self, looked: Counter[str], findings: Iterable[Finding]) -> None:
        """Take in what a check looked at and found."""
        self.looked += looked
        for finding in findings:
            self.found += 1
            if len(self.findings) < MOST:
                self.findings.append(finding)
