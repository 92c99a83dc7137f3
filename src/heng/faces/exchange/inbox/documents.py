"""JSON records one by one 「逐条读取」: from lines, packages, arrays or a single document, with flat memory."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, BinaryIO

import ijson
import msgspec
from ijson.common import IncompleteJSONError, JSONError

from heng.faces.exchange.inbox.record import Finding, Unreadable
from heng.faces.exchange.inbox.sniff import HEAD

LONGEST = 32 * 1024 * 1024  # of one record
SCRAP = 4096  # of a record too long to keep
BROKEN = "JSON 语法有误：{said}；请改正该条后重新报送。"
CHINESE = "gb18030"
_decoder = msgspec.json.Decoder(float_hook=Decimal)
_encoder = msgspec.json.Encoder(decimal_format="number")


@dataclass(frozen=True, slots=True)
class Found:
    """One value as it stood in the file: `line` counts lines, or in a package its records. `finding`: it is no JSON."""

    line: int
    raw: bytes
    value: Any = None
    finding: Finding | None = None
    remark: Finding | None = None


def values(stream: BinaryIO) -> Iterator[Found]:
    """Yield every record of a stream of UTF-8 JSON.

    Raises:
        Unreadable: the rest cannot be read; what was yielded stands.
    """
    head = stream.peek(HEAD) if isinstance(stream, io.BufferedReader) else b""
    if _is_lines(head):
        yield from _lines(stream)
    else:
        yield from _document(stream, _prefix(head))


def parse(raw: bytes, line: int) -> Found:
    """Read one value by itself; bytes that are no UTF-8 are tried as GBK."""
    remark = None
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        try:
            text = raw.decode(CHINESE)
        except UnicodeDecodeError:
            message = "该条既不是 UTF-8 也不是 GBK 编码，无法解读；请统一为 UTF-8 后重新报送。"
            return Found(line, raw, finding=Finding("", "encoding", message))
        remark = Finding("", "converted", "该条为 GBK 编码，已转换为 UTF-8")
    try:
        return Found(line, raw, _decoder.decode(text), remark=remark)
    except msgspec.DecodeError as error:
        return Found(line, raw, finding=Finding("", "broken-json", BROKEN.format(said=error)))
    except RecursionError:
        return Found(line, raw, finding=Finding("", "too-deep", "JSON 嵌套过深，无法读取；请核对报送程序。"))


def _is_lines(head: bytes) -> bool:
    """Tell whether each line is a record: the first line is a whole value, or the second begins one."""
    text = head.lstrip()
    if not text.startswith(b"{"):
        return False
    first, newline, rest = text.partition(b"\n")
    if not newline:
        return not _prefix(head)
    if rest.lstrip(b"\r\n\t ")[:1] == b"{" and first.strip() != b"{":
        return True
    return parse(first, 1).finding is None and not (rest.strip() == b"" and _prefix(head))


def _lines(stream: BinaryIO) -> Iterator[Found]:
    number = 0
    while line := stream.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            while line and not line.endswith(b"\n"):
                scrap, line = line[:SCRAP], stream.readline(LONGEST)
            yield Found(number, scrap, finding=_too_long())
        elif line.strip():
            yield parse(line.strip(), number)


def _too_long() -> Finding:
    return Finding("", "too-large", f"单条记录超过 {LONGEST // 1024**2} MB，无法处理；请拆分后重新报送。")


class _Metered:
    """A stream that refuses a record without end."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(size)
        self.since += len(data)
        if self.since > LONGEST + len(data):
            raise Unreadable("too-large", f"{_too_long().message}此前的记录已处理。")
        return data


def _document(stream: BinaryIO, prefix: str) -> Iterator[Found]:
    metered = _Metered(stream)
    number = 0
    try:
        for value in ijson.items(metered, prefix, multiple_values=True, use_float=False):
            number += 1
            metered.since = 0
            yield _whole(value, number)
    except (JSONError, ValueError, RecursionError) as error:  # IncompleteJSONError and UnicodeDecodeError among them
        said = "内容不完整" if isinstance(error, IncompleteJSONError) else "语法有误"
        where = f"第 {number} 条记录之后" if number else "开头"
        raise Unreadable("broken-json", f"JSON 在{where}{said}，其后无法读取；请改正后重新报送。") from error


def _whole(value: Any, number: int) -> Found:
    try:
        return Found(number, _encoder.encode(value), value)
    except (RecursionError, ValueError, TypeError):
        return Found(
            number, b"", finding=Finding("", "broken-json", "该条含有无法保存的字符或嵌套过深；请核对报送程序。")
        )


def _prefix(head: bytes) -> str:
    """Say where in the document its records stand; "" when the document is itself a record."""
    names: list[str] = []
    depth = 0
    try:
        for event, value in ijson.basic_parse(io.BytesIO(head)):
            if event in {"start_map", "start_array"}:
                if not depth and event == "start_array":
                    return "item"
                depth += 1
            elif event in {"end_map", "end_array"}:
                depth -= 1
                if not depth:
                    break
            elif event == "map_key" and depth == 1:
                names.append(value)
    except (JSONError, ValueError):
        pass  # the head ends somewhere in the middle
    found = {"releases", "records"} & set(names)
    if not found or "ocid" in names:
        return ""
    return f"{next(name for name in names if name in found)}.item"
