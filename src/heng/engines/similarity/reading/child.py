"""The process that reads one file 「隔离读取」, and what it answers."""

import zipfile
from dataclasses import dataclass, replace

import msgspec

from heng.engines import isolated
from heng.engines.similarity.documents import Document, merge
from heng.engines.similarity.reading import archives, billing, pdf, plain, sheets, word
from heng.engines.similarity.reading.refusals import UnreadableError

OLE = b"\xd0\xcf\x11\xe0"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
BLANK = b"\xef\xbb\xbf \t\r\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was read, or why nothing was."""

    document: Document | None = None
    refusal: str = ""


def answer(data: bytes) -> bytes:
    """Read a file whatever it is, and pack what it holds."""
    try:
        document = read(data)
        given = Answer(replace(document, items=(*document.items, *billing.items(document.tables))))
    except UnreadableError as fault:
        given = Answer(refusal=fault.code)
    return msgspec.msgpack.encode(given)


def read(data: bytes, *, packed: bool = False) -> Document:
    """Tell the form of a file by its bytes and read it; an archive in an archive is not opened."""
    if not data:
        raise UnreadableError("empty")
    if data.startswith(OLE):
        raise UnreadableError("encrypted" if ENCRYPTED_PACKAGE in data else "legacy")
    if data.startswith(b"%PDF-"):
        return pdf.read(data)
    if data.startswith(ZIP):
        with archives.opened(data) as archive:
            return _unpack(archive, data, packed=packed)
    return billing.read(data) if data.lstrip(BLANK).startswith(b"<") else plain.read(data)


def _unpack(archive: zipfile.ZipFile, data: bytes, *, packed: bool) -> Document:
    names = set(archive.namelist())
    if word.MAIN in names:
        return word.read(archive)
    if "xl/workbook.xml" in names:
        return sheets.read(archive, data)
    if packed:
        raise UnreadableError("unknown")
    members = [archive.read(name) for name in sorted(names) if not name.endswith("/")]
    return merge("ZIP", [read(member, packed=True) for member in members])


if __name__ == "__main__":
    isolated.serve(answer)
