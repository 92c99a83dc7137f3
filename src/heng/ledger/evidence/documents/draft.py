"""The draft of an official document 「公文稿」: what stands in it, and what may not be missing."""

import re
from dataclasses import asdict, dataclass
from datetime import date

from heng.engines.procedure import Refusal

FORM = "党政机关公文格式（GB/T 9704-2012）"
UNBROKEN = re.compile(r"[!-~]{24,}")
WORD_MARK = re.compile(r"[\u4e00-\u9fff]{2,10}")
BREAK = "\u200b"
NEEDED = {"issuer": "发文机关", "title": "标题", "addressee": "主送机关", "body": "正文"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table under the text: a caption, the heads of its columns, its rows."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What an official document says 「公文稿」; `body` is its paragraphs, one a line; `mark` begins its number."""

    issuer: str
    mark: str
    title: str
    addressee: str
    body: str
    copies: str = ""
    tables: tuple[Table, ...] = ()

    def content(self, number: str, on: date) -> dict[str, object]:
        """Give the values of the template, as JSON takes them."""
        told = asdict(self) | {"body": [line.strip() for line in self.body.splitlines() if line.strip()]}
        return {**_breakable(told), "number": number, "on": f"{on.year}年{on.month}月{on.day}日", "day": on.isoformat()}


def check(draft: Draft) -> None:
    """Refuse a draft that lacks what the form asks for.

    Raises:
        Refusal: `document-incomplete`, `mark-unfit` or `table-uneven`.
    """
    missing = [label for name, label in NEEDED.items() if not getattr(draft, name).strip()]
    if missing:
        raise Refusal("document-incomplete", f"文书缺少{'、'.join(missing)}，请补充后再生成", FORM)
    if not WORD_MARK.fullmatch(draft.mark):
        raise Refusal("mark-unfit", "机关代字应当是2至10个汉字，例如“安住建监”", FORM)
    if any(len(row) != len(table.columns) for table in draft.tables for row in table.rows):
        raise Refusal("table-uneven", "文书附表各行的列数不一致，请核对后再生成", FORM)


def _breakable(value: object) -> "dict[str, object]":
    """Let codes and digests that are longer than a line break anywhere."""
    found = _broken(value)
    return found if isinstance(found, dict) else {}


def _broken(value: object) -> object:
    match value:
        case str():
            return UNBROKEN.sub(lambda run: BREAK.join(run.group()), value)
        case dict():
            return {key: _broken(one) for key, one in value.items()}
        case list() | tuple():
            return [_broken(one) for one in value]
    return value
