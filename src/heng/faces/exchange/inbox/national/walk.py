"""The walk through an XML file 「逐条读取」: elements become records one by one, with flat memory.

No wrapper is prescribed, for none is agreed: a record is an element whose children hold values; the elements around it
(a SOAP envelope, `DATA`, `BODY`) only hand down the header fields that they carry, as children, in a `HEAD` beside the
record, or as attributes. A value that is itself an XML file, as SOAP calls carry it, is read as such.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.sax.saxutils import escape

from lxml import etree

from heng.faces.exchange.inbox.national.fields import NAMES, numbered
from heng.faces.exchange.inbox.national.text import DOCTYPE, pieces
from heng.faces.exchange.inbox.record import Unreadable

HEADER = frozenset({
    "DATA_NO", "DATA_TYPE", "DATA_KEY", "DATA_EN", "DATA_CN", "ROUTE_WAY", "CA_KEY",
    "PLATFORM_CODE", "PUB_SERVICE_PLAT_CODE", "DATA_TIMESTAMP", "TRADE_PLAT", "PUB_SERVICE_PLAT",
})  # fmt: skip
LETTERS = ("<?xml", "<DATA")
MOST_ELEMENTS = 20_000
MOST_TEXT = 64 * 1024 * 1024


@dataclass(slots=True)
class Found:
    """A record as it stands in the file; `raw` is a small XML file of its own that reads as the same record."""

    name: str
    line: int
    header: dict[str, str]
    fields: dict[str, str]
    repeated: tuple[str, ...]
    raw: bytes

    @property
    def dataset(self) -> str:
        """The number of the dataset: as the header says, else by the name of the table or of the element."""
        return self.header.get("DATA_NO", "") or numbered(self.header.get("DATA_EN", "")) or numbered(self.name)


@dataclass(slots=True)
class _Frame:
    name: str
    line: int
    header: dict[str, str]
    fields: dict[str, str] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)
    elements: int = 0
    branches: int = 0
    knows: bool = False


def records(stream: BinaryIO) -> Iterator[Found]:
    """Yield every record of the file.

    Raises:
        Unreadable: the rest of the file cannot be read.
    """
    parser = etree.XMLPullParser(
        events=("start", "end"),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    walk = _Walk()
    for line, piece in _lines(stream):
        walk.line = line
        broken: etree.XMLSyntaxError | None = None
        try:
            parser.feed(piece.encode("utf-8", "surrogatepass"))
        except etree.XMLSyntaxError as error:
            broken = error
        yield from walk.over(parser)
        walk.weigh(len(piece))
        if broken is not None:
            raise _broken(broken, line)
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        raise _broken(error, walk.line) from error
    yield from walk.over(parser)


def _lines(stream: BinaryIO) -> Iterator[tuple[int, str]]:
    """Yield the text by lines, with the number of each: the parser itself stops counting at 65,535."""
    line = 1
    for text in pieces(stream):
        *whole, rest = text.split("\n")
        for piece in whole:
            yield line, f"{piece}\n"
            line += 1
        if rest:
            yield line, rest


def _broken(error: etree.XMLSyntaxError, line: int) -> Unreadable:
    said = str(error)
    if "huge" in said or "too long" in said or "excessive depth" in said.lower():
        return Unreadable(
            "too-large", f"第 {line} 行附近有超长的字段或过深的嵌套，超出接收上限；此前的记录已处理，请拆分后重新报送。"
        )
    return Unreadable(
        "broken-xml",
        f"第 {line} 行附近的 XML 不完整或有语法错误，其后的内容无法读取；此前的记录已处理，请改正后重新报送。",
    )


class _Walk:
    """Where the walk stands: the open elements, and how much was read since the last record."""

    def __init__(self) -> None:
        self.line = 1
        self.stack: list[_Frame] = []
        self.text = 0
        self.elements = 0
        self.letters: list[str] = []

    def weigh(self, text: int) -> None:
        """Refuse a record that never ends."""
        self.text += text
        if self.text > MOST_TEXT or self.elements > MOST_ELEMENTS:
            raise Unreadable(
                "too-large",
                f"第 {self.line} 行附近的单条记录过大（超过 {MOST_ELEMENTS} 个字段或 64 MB），请核对报送程序。",
            )

    def over(self, parser: "etree.XMLPullParser") -> Iterator[Found]:
        """Go on over what the parser has read."""
        for event, element in parser.read_events():
            if not isinstance(element, etree._Element):  # noqa: SLF001  -- the only public name of the class
                continue
            if event == "start":
                self._enter(element)
                continue
            found = self._leave(element)
            if found is not None:
                yield found
            while self.letters:
                yield from records(io.BytesIO(self.letters.pop().encode()))

    def _enter(self, element: "etree._Element") -> None:
        self.elements += 1
        if self.stack:
            self.stack[-1].elements += 1
        frame = _Frame(_local(element.tag), self.line, {})
        for name, value in element.attrib.items():
            if _local(name).upper() in HEADER:
                frame.header[_local(name).upper()] = str(value).strip()
        if not self.stack and element.getroottree().docinfo.internalDTD is not None:
            raise Unreadable("doctype", DOCTYPE)
        self.stack.append(frame)

    def _leave(self, element: "etree._Element") -> Found | None:
        frame = self.stack.pop()
        if frame.elements == 0 and not (frame.header and numbered(frame.name)):
            self._value(frame, (element.text or "").strip())
            return None
        if self.stack:
            self.stack[-1].branches += 1
        if self._is_header(frame):
            if self.stack:
                self.stack[-1].header.update(frame.header)
            return None
        if self._is_record(frame):
            return self._found(frame, element)
        if not self._is_inside_a_record():
            self._forget(element)
        return None

    def _value(self, frame: _Frame, value: str) -> None:
        if not self.stack:
            return
        above, name = self.stack[-1], frame.name.upper()
        if value.startswith(LETTERS) and name not in NAMES and not self._is_inside_a_record():
            self.letters.append(value)
            return
        if name in HEADER:
            above.header[name] = value
            return
        above.knows = above.knows or name in NAMES
        if above.fields.setdefault(name, value) != value:
            above.repeated.append(name)

    @staticmethod
    def _is_header(frame: _Frame) -> bool:
        if "HEAD" in frame.name.upper():
            return not frame.knows
        return not frame.fields and not frame.branches and not numbered(frame.name)

    def _is_record(self, frame: _Frame) -> bool:
        if self._is_inside_a_record():
            return False  # a list inside a record: part of that record
        if frame.fields:
            return frame.knows or not frame.branches
        return not frame.branches and bool(numbered(frame.name))

    def _is_inside_a_record(self) -> bool:
        return any(outer.knows for outer in self.stack)

    def _found(self, frame: _Frame, element: "etree._Element") -> Found:
        header: dict[str, str] = {}
        for outer in self.stack:
            header.update(outer.header)
        header.update(frame.header)
        head = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in sorted(header.items()))
        raw = etree.tostring(element, encoding="utf-8", with_tail=False)
        self._forget(element)
        return Found(
            name=frame.name,
            line=frame.line,
            header=header,
            fields=frame.fields,
            repeated=tuple(frame.repeated),
            raw=f"<DATA><HEAD>{head}</HEAD>".encode() + raw + b"</DATA>",
        )

    def _forget(self, element: "etree._Element") -> None:
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]
        self.text = self.elements = 0


def _local(name: str | bytes | bytearray | etree.QName) -> str:
    return str(name).rpartition("}")[2]
