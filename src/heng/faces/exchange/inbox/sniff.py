"""What came in 「辨识」: unpacked within limits, its form told, its text made UTF-8, its bytes counted and digested."""

import codecs
import hashlib
import io
import zlib
from dataclasses import dataclass
from typing import BinaryIO, Literal, Protocol, cast

from django.conf import settings

from heng.faces.exchange.inbox.record import Unreadable

HEAD = 64 * 1024
CHUNK = 256 * 1024
SLACK = 8 * 1024 * 1024  # so much may come out of any packed file before its ratio counts
BLANKS = b" \t\r\n\x00"
GZIP = b"\x1f\x8b"
ARCHIVES = {
    b"PK\x03\x04": "ZIP（或 Office 文档）", b"PK\x05\x06": "ZIP", b"Rar!": "RAR", b"7z\xbc\xaf\x27\x1c": "7z",
    b"\xfd7zXZ\x00": "XZ", b"BZh": "BZIP2", b"\x28\xb5\x2f\xfd": "ZSTD", b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "旧版 Office 文档",
}  # fmt: skip
UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
BARE_UTF16 = ((b"\x00", 1, "utf-16-le"), (b"\x00", 0, "utf-16-be"))  # where the zero byte of an ASCII sign stands
Form = Literal["json", "xml"]


class Source(Protocol):
    """Anything that gives its bytes piece by piece: a file, the body of a request."""

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(slots=True)
class Opened:
    """A stream whose form is known; JSON is in UTF-8 without a mark, XML as it came. `head` is how it begins."""

    form: Form
    stream: BinaryIO
    head: bytes
    weighed: "Weighed"
    remark: str = ""


class Weighed(io.RawIOBase):
    """The bytes as they came, counted and digested; too many of them are refused."""

    def __init__(self, source: Source, limit: int) -> None:
        self.source = source
        self.limit = limit
        self.size = 0
        self.sha256 = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview", /) -> int:  # type: ignore[override]
        data = self.source.read(len(buffer))
        self.size += len(data)
        self.sha256.update(data)
        if self.size > self.limit:
            raise _too_large(self.limit)
        buffer[: len(data)] = data
        return len(data)


class Unpacked(io.RawIOBase):
    """What a gzip file holds, member after member, within a size and a ratio."""

    def __init__(self, packed: BinaryIO, weighed: Weighed, limit: int, ratio: int) -> None:
        self.packed = packed
        self.weighed = weighed
        self.limit = limit
        self.ratio = ratio
        self.size = 0
        self.left = b""
        self.member = zlib.decompressobj(wbits=31)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview", /) -> int:  # type: ignore[override]
        try:
            data = self._next(len(buffer))
        except zlib.error as error:
            raise Unreadable("broken-gzip", "压缩文件已损坏，其后的内容无法解压；请重新压缩后报送。") from error
        self.size += len(data)
        if self.size > self.limit:
            raise _too_large(self.limit)
        if self.size > SLACK + self.weighed.size * self.ratio:
            raise Unreadable("bomb", f"压缩比超过 {self.ratio} 倍，疑似压缩炸弹，已停止读取；请不压缩或分批报送。")
        buffer[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes:
        while True:
            packed = self.left or self.packed.read(CHUNK)
            if self.member.eof:
                packed = packed.lstrip(b"\x00")
                if not packed:
                    return b""
                self.member = zlib.decompressobj(wbits=31)
            if not packed:
                raise Unreadable("broken-gzip", "压缩文件不完整（缺少结尾），请重新传输后报送。")
            data = self.member.decompress(packed, size)
            self.left = self.member.unconsumed_tail or self.member.unused_data
            if data:
                return data


class Rejoined(io.RawIOBase):
    """A stream again from its start, after a look at its head."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self.head = memoryview(head)
        self.rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview", /) -> int:  # type: ignore[override]
        if not self.head:
            data = self.rest.read(len(buffer))
            buffer[: len(data)] = data
            return len(data)
        size = min(len(buffer), len(self.head))
        buffer[:size] = self.head[:size]
        self.head = self.head[size:]
        return size


class Recoded(io.RawIOBase):
    """Text of another encoding as UTF-8."""

    def __init__(self, stream: BinaryIO, codec: str) -> None:
        self.stream = stream
        self.codec = codec
        self.decoder = codecs.getincrementaldecoder(codec)("strict")
        self.ready = b""
        self.read_so_far = 0
        self.ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview", /) -> int:  # type: ignore[override]
        while not self.ready and not self.ended:
            chunk = self.stream.read(CHUNK)
            self.ended = not chunk
            try:
                self.ready = self.decoder.decode(chunk, final=self.ended).encode()
            except UnicodeError as error:
                raise Unreadable(
                    "encoding",
                    f"第 {self.read_so_far + 1} 字节之后的文字不符合 {self.codec} 编码；请统一为 UTF-8 后重新报送。",
                ) from error
            self.read_so_far += len(chunk)
        size = min(len(buffer), len(self.ready))
        buffer[:size] = self.ready[:size]
        self.ready = self.ready[size:]
        return size


def open_source(source: Source) -> Opened:
    """Open what came in.

    Raises:
        Unreadable: empty, an archive, neither JSON nor XML, or of no known encoding; later, while the stream is read,
            when it turns out to be too large, broken or a bomb.
    """
    weighed = Weighed(source, settings.INBOX_MAX_BYTES)
    stream, head = _look(cast(BinaryIO, io.BufferedReader(weighed, CHUNK)))
    if head.startswith(GZIP):
        unpacked = Unpacked(stream, weighed, settings.INBOX_MAX_BYTES, settings.INBOX_MAX_RATIO)
        stream, head = _look(cast(BinaryIO, io.BufferedReader(unpacked, CHUNK)))
    _refuse_archives(head)
    return _told(stream, head, weighed)


def _told(stream: BinaryIO, head: bytes, weighed: Weighed) -> Opened:
    text = head.removeprefix(codecs.BOM_UTF8)
    text = text.removeprefix(codecs.BOM_UTF16_LE).removeprefix(codecs.BOM_UTF16_BE).lstrip(BLANKS)
    if not text:
        raise Unreadable("empty", "文件没有内容，请核对后重新报送。")
    if text[:1] == b"<":
        return Opened("xml", stream, head, weighed)
    if text[:1] not in b"{[":
        raise Unreadable(
            "unknown-form", "文件既不是 JSON 也不是 XML，无法识别；请按 OCDS 1.1（JSON）或国家数据规范（XML）报送。"
        )
    codec, skip = _encoding(head)
    stream.read(skip)
    if codec == "utf-8":
        return Opened("json", stream, head[skip:], weighed)
    recoded, head = _look(cast(BinaryIO, io.BufferedReader(Recoded(stream, codec), CHUNK)))
    return Opened("json", recoded, head, weighed, f"文件为 {codec.upper()} 编码，已转换为 UTF-8")


def _look(stream: BinaryIO) -> tuple[BinaryIO, bytes]:
    head = b""
    while len(head) < HEAD and (piece := stream.read(HEAD - len(head))):
        head += piece
    return cast(BinaryIO, io.BufferedReader(Rejoined(head, stream), CHUNK)), head


def _refuse_archives(head: bytes) -> None:
    if head.startswith(GZIP):
        raise Unreadable("packed-twice", "文件被压缩了两次，请只用 gzip 压缩一次后报送。")
    for mark, name in ARCHIVES.items():
        if head.startswith(mark):
            raise Unreadable("archive", f"不接收 {name} 文件；请解压为 JSON 或 XML 后报送，需要压缩时请用 gzip。")


def _encoding(head: bytes) -> tuple[str, int]:
    """Say which codec reads the text, and how many bytes its mark takes."""
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8", len(codecs.BOM_UTF8)
    for mark, codec in UTF16:
        if head.startswith(mark):
            return codec, len(mark)
    for zero, place, codec in BARE_UTF16:
        if head[place : place + 1] == zero:
            return codec, 0
    for codec in ("utf-8", "gb18030"):
        if _reads_as(codec, head):
            return codec, 0
    return "utf-8", 0  # what is wrong shows line by line


def _reads_as(codec: str, head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder(codec)("strict").decode(head)
    except UnicodeError:
        return False
    return True


def _too_large(limit: int) -> Unreadable:
    return Unreadable("too-large", f"内容超过接收上限 {limit // 1024**2} MB；此前的记录已处理，请拆分后报送其余部分。")
