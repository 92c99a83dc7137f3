"""The text of an XML file 「文字编码」: bytes in whatever encoding become text, piece by piece.

Feeds declare one encoding and send another; so what the bytes say counts more than what is declared.
"""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from heng.faces.exchange.inbox.record import Unreadable

CHUNK = 64 * 1024
PROLOG = 64 * 1024
DOCTYPE = "文件含有文档类型定义（DOCTYPE），可能被用于读取外部文件或使内容膨胀，本系统不接收；请去掉后重新报送。"
CHINESE = "gb18030"  # holds GBK and GB 2312
LOWEST_OF_THREE_BYTES = "\u0800"
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BARE = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
CODECS = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8",
    "gbk": CHINESE, "gb2312": CHINESE, "gb18030": CHINESE, "gb_2312-80": CHINESE, "cp936": CHINESE,
    "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8",  # declared, but the bytes are not such
}  # fmt: skip
BEFORE_THE_ROOT = re.compile(
    r"\s*+(?:(?><\?.*?\?>)\s*+|(?><!--.*?-->)\s*+)*+(<!DOCTYPE|<[^?!]|[^<\s])", re.DOTALL | re.IGNORECASE
)
DECLARATION = re.compile(r"\s*<\?xml\s.*?\?>", re.DOTALL)


def pieces(stream: BinaryIO) -> Iterator[str]:
    """Yield the text of the file without its XML declaration, lines kept, refusing any document type definition.

    Raises:
        Unreadable: an encoding that cannot be read, or a DOCTYPE (entities are never needed here and are dangerous).
    """
    texts = _decoded(stream)
    prolog = ""
    for text in texts:
        prolog += text
        if BEFORE_THE_ROOT.match(prolog) is not None:
            break
        if len(prolog) > PROLOG:
            raise Unreadable("broken-xml", "文件开头六万余字内没有出现根元素，不是有效的 XML 文件，请重新导出。")
    _refuse_definitions(prolog)
    if not prolog.strip():
        raise Unreadable("empty", "文件没有内容，请核对后重新报送。")
    declaration = DECLARATION.match(prolog)
    if declaration is not None:
        prolog = "\n" * declaration.group().count("\n") + prolog[declaration.end() :]
    yield prolog
    yield from texts


def _refuse_definitions(prolog: str) -> None:
    found = BEFORE_THE_ROOT.match(prolog)
    if found is not None and found.group(1).upper() == "<!DOCTYPE":
        raise Unreadable("doctype", DOCTYPE)


def _decoded(stream: BinaryIO) -> Iterator[str]:
    first = stream.read(CHUNK)
    codec, skip = _encoding(first)
    decoder = codecs.getincrementaldecoder(codec)("strict")
    plain = True  # nothing but ASCII so far
    read, chunk = 0, first[skip:]
    while chunk:
        held = decoder.getstate()[0]
        try:
            text = decoder.decode(chunk)
        except UnicodeDecodeError as error:
            before = error.object[: error.start]
            if codec != "utf-8" or not plain or not before.isascii():
                yield before.decode(codec)
                raise _garbled(read + error.start) from error
            codec, chunk = CHINESE, held + chunk
            decoder = codecs.getincrementaldecoder(codec)("strict")
            continue
        plain = plain and text.isascii()
        read += len(chunk)
        yield text
        chunk = stream.read(CHUNK)
    try:
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise _garbled(read) from error


def _garbled(place: int) -> Unreadable:
    where = f"第 {place + 1} 字节附近的文字无法按 UTF-8 或 GBK 解读，可能混用了多种编码"
    return Unreadable("encoding", f"{where}；此前的记录已处理，请统一为 UTF-8 后重新报送。")


def _encoding(first: bytes) -> tuple[str, int]:
    """Say which codec reads the file, and how many bytes its mark takes."""
    for mark, codec in MARKS:
        if first.startswith(mark):
            return codec, len(mark)
    for start, codec in BARE:
        if first.startswith(start):
            return codec, 0
    if _is_utf8(first):
        return "utf-8", 0
    found = DECLARED.match(first.lstrip())
    declared = found.group(1).decode().lower() if found else "utf-8"
    if declared not in CODECS:
        raise Unreadable("encoding", f"文件声明的编码“{declared}”不受支持；请改用 UTF-8 或 GBK 后重新报送。")
    return (CHINESE if _could_be_chinese(first) else CODECS[declared]), 0


def _is_utf8(data: bytes) -> bool:
    """Tell by the first piece: it decodes, and holds signs of three bytes, which no GBK text does by chance."""
    try:
        text = codecs.getincrementaldecoder("utf-8")("strict").decode(data)
    except UnicodeDecodeError:
        return False
    return any(sign >= LOWEST_OF_THREE_BYTES for sign in text)


def _could_be_chinese(data: bytes) -> bool:
    """Tell whether the first piece is no UTF-8 but reads as GBK."""
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(data)
    except UnicodeDecodeError as error:
        start = data[: error.start].decode("utf-8")
        if any(sign >= LOWEST_OF_THREE_BYTES for sign in start):
            return False
    else:
        return False
    try:
        codecs.getincrementaldecoder(CHINESE)("strict").decode(data)
    except UnicodeDecodeError:
        return False
    return True
