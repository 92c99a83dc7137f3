"""What a file is 「类型识别」: told from its bytes, never from its name; and whether its name says the same.

`filetype` tells binary forms from their first bytes, and gives one answer where others rank guesses by the name. It
knows neither OFD (GB/T 33190) nor text, nor an old office file: these are told here. Nothing is ever unpacked.
"""

import codecs
import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import filetype

from heng.engines.procedure import Refusal

LOOK = 64 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EMPTY_ZIP = b"PK\x05\x06"
OFD = b"OFD.xml"
ACTIVE = re.compile(rb"<\s*(!doctype\s+html|html|head|body|script|iframe|svg)\b", re.IGNORECASE)
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
TABULAR = {"csv", "txt"}  # no byte tells one from the other


@dataclass(frozen=True, slots=True)
class FileType:
    """A type of files that are kept, and the endings that a name of one may have."""

    kind: str
    label: str
    media_type: str
    endings: tuple[str, ...]


@cache
def file_types() -> dict[str, FileType]:
    """Give every type that is kept, by kind."""
    text = files("heng.ledger.evidence").joinpath("data", "file_types.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["kind"]: FileType(**row | {"endings": tuple(row["endings"].split())}) for row in rows}


def sniff(path: Path, name: str) -> FileType:
    """Tell what a file is, and hold its name to it.

    Raises:
        Refusal: `unknown-type`: none of the types that are kept; `type-mismatch`: the name says another.
    """
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    kind = _kind(path, ending)
    if kind not in file_types():
        raise Refusal("unknown-type", f"不接收这种文件。可以接收：{_welcome()}")
    found = file_types()[kind]
    if ending not in found.endings:
        wanted = "、".join(f".{one}" for one in found.endings)
        raise Refusal(
            "type-mismatch",
            f"文件内容是{found.label}，但文件名没有以 {wanted} 结尾；请核对是否选错文件，或者更正文件名",
        )
    return found


def _kind(path: Path, ending: str) -> str:
    head, tail = _ends(path)
    if head.startswith(OLE):
        return "ole"
    if head.startswith(EMPTY_ZIP):
        return "zip"
    known = filetype.guess_extension(head)
    if known == "zip" and OFD in head + tail:
        return "ofd"
    return str(known) if known else _kind_of_text(head, ending)


def _kind_of_text(head: bytes, ending: str) -> str:
    """Tell a text; one that a browser would run is none that is kept."""
    if BINARY.search(head) or ACTIVE.search(head) or not _is_text(head):
        return ""
    first = head.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    if first == b"<":
        return "xml"
    if first in {b"{", b"["} and ending not in TABULAR:
        return "json"
    return ending if ending in TABULAR else "txt"


def _is_text(head: bytes) -> bool:
    for codec in ("utf-8", "gb18030"):
        try:
            codecs.getincrementaldecoder(codec)().decode(head)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _ends(path: Path) -> tuple[bytes, bytes]:
    """Read how a file begins and how it ends: the list of what a zip holds stands at its end."""
    with path.open("rb") as file:
        head = file.read(LOOK)
        file.seek(max(0, path.stat().st_size - LOOK))
        return head, file.read(LOOK)


def _welcome() -> str:
    return "、".join(dict.fromkeys(one.label for one in file_types().values()))
