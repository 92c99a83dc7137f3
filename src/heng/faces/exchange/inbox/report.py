"""The answer to whoever sent a file 「收录报告」: what became of every record, each refusal with its reason."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as column
from typing import Any

from heng.faces.exchange.inbox.answer import Answer
from heng.faces.exchange.inbox.record import Received, Rejected
from heng.faces.exchange.models import Batch, Item

LABELS = {
    "taken": "收录", "updated": "更新", "unchanged": "未变", "held": "待进场（已登记、未准进场）",
    "waiting": "等待上级数据", "refused": "退回",
}  # fmt: skip
LISTED = 20  # more than so many are grouped
EXAMPLES = 3
MOST_GROUPS = 200
PLACE = re.compile(r"/\d+(?=/|$)")
QUOTED = re.compile(r"“[^”]*”|（[^）]*）|\d+")


@dataclass(slots=True)
class Group:
    """Records with one trouble in common."""

    verdict: str
    code: str
    field: str
    message: str
    law: str = ""
    count: int = 0
    examples: list[tuple[int, str]] = column(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the group for a program."""
        examples = [{"line": line, "key": key} for line, key in self.examples]
        told = {"verdict": self.verdict, "code": self.code, "field": self.field, "message": self.message}
        return told | {"law": self.law, "count": self.count, "examples": examples}


@dataclass(slots=True)
class Tally:
    """Counts as the records go by; memory does not grow with them."""

    batch: Batch
    counts: Counter[str] = column(default_factory=Counter)
    released: Counter[str] = column(default_factory=Counter)
    remarks: dict[tuple[str, str], Group] = column(default_factory=dict)

    def hear(self, record: Received | Rejected, answer: Answer, item: Item | None) -> None:
        """Count an answer; one that replaces a former answer of this batch takes that one's place."""
        if item is not None and item.batch_id != self.batch.pk:
            self.released[answer.verdict] += 1
            return
        if item is not None:
            self.counts[item.verdict] -= 1
        self.counts[answer.verdict] += 1
        if item is None and isinstance(record, Received) and answer.verdict in {"taken", "updated"}:
            self._remark(record)

    def remark_file(self, message: str) -> None:
        """Note what is worth knowing of the whole file."""
        self.remarks["", ""] = Group("remark", "converted", "", message, count=1)

    def _remark(self, record: Received) -> None:
        for finding in record.remarks:
            place = finding.code, PLACE.sub("/*", finding.field)
            if place not in self.remarks and len(self.remarks) >= MOST_GROUPS:
                continue
            group = self.remarks.setdefault(place, Group("remark", finding.code, place[1], finding.message))
            group.count += 1
            if len(group.examples) < EXAMPLES:
                group.examples.append((record.line, record.key))


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a batch. `troubles` are the records not taken: each by itself when few, grouped when many."""

    batch: Batch
    counts: Mapping[str, int]
    released: Mapping[str, int]
    troubles: tuple[Group, ...]
    remarks: tuple[Group, ...]
    error: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the report for a program."""
        return {
            "batch": self.batch.pk,
            "source": self.batch.source,
            "file": self.batch.file_name,
            "sha256": self.batch.digest,
            "counts": {name: self.counts.get(name, 0) for name in LABELS},
            "released": dict(self.released),
            "troubles": [group.as_json() for group in self.troubles],
            "remarks": [group.as_json() for group in self.remarks],
            "error": self.error,
        }

    def as_text(self) -> str:
        """Return the report for a person, in Chinese."""
        lines = [f"《{self.batch.file_name}》收录报告（来源 {self.batch.source}，批次 {self.batch.pk}）"]
        lines.append("  " + "　".join(f"{label} {self.counts.get(name, 0)}" for name, label in LABELS.items()))
        if self.released:
            told = "，".join(f"{LABELS[name]} {count}" for name, count in self.released.items() if count)
            lines.append(f"  此前未收录的数据随本批重新处理：{told}")
        for verdict in ("refused", "waiting", "held"):
            lines += _lines(LABELS[verdict], [group for group in self.troubles if group.verdict == verdict])
        lines += _lines("已收录但请核对", self.remarks)
        if self.error:
            lines.append(f"  未能读完：{self.error}")
        return "\n".join(lines)


def report_on(tally: Tally, error: str = "") -> Report:
    """Put the report together, from the tally and from what is kept of the batch."""
    return Report(
        batch=tally.batch,
        counts={name: tally.counts[name] for name in LABELS},
        released={name: count for name, count in tally.released.items() if count},
        troubles=tuple(troubles_of(tally.batch)),
        remarks=tuple(tally.remarks.values()),
        error=error,
    )


def troubles_of(batch: Batch) -> list[Group]:
    """List what is still not taken of a batch: item by item up to twenty of a kind, grouped beyond."""
    items = Item.objects.filter(batch=batch, resolved_at__isnull=True).order_by("pk").defer("raw")
    many = items.count() > LISTED
    groups: dict[tuple[str, ...], Group] = {}
    for item in items.iterator(chunk_size=500):
        for verdict, code, place, message, law in _troubles(item):
            key = (
                (verdict, code, PLACE.sub("/*", place), QUOTED.sub("…", message))
                if many
                else (str(item.pk), place, code)
            )
            if key not in groups and len(groups) >= MOST_GROUPS:
                continue
            group = groups.setdefault(key, Group(verdict, code, key[2] if many else place, message, law))
            group.count += 1
            if len(group.examples) < EXAMPLES:
                group.examples.append((item.line, item.key))
    return list(groups.values())


def _troubles(item: Item) -> Iterable[tuple[str, str, str, str, str]]:
    if not item.findings:
        yield item.verdict, item.code, "", item.reason, item.law
    for finding in item.findings:
        yield item.verdict, finding["code"], finding["field"], finding["message"], ""


def _lines(label: str, groups: Iterable[Group]) -> list[str]:
    found = [f"    {_line(group)}" for group in groups]
    return [f"  {label}：", *found] if found else []


def _line(group: Group) -> str:
    where = "、".join(f"第 {line} 条 {key}".rstrip() for line, key in group.examples) or "整个文件"
    more = f" 等 {group.count} 条" if group.count > len(group.examples) else ""
    place = f"〔{group.field}〕" if group.field else ""
    law = f"（依据 {group.law}）" if group.law else ""
    return f"{where}{more}：{place}{group.message}{law}"
