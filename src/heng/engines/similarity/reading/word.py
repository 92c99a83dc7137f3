"""Word documents 「Word文件」: paragraphs, tables and pictures in the order in which they stand (ECMA-376 part 1, 17).

A Word file has no pages until somebody lays it out; it counts those that the program which saved it last broke.
"""

import posixpath
import zipfile
from xml.etree.ElementTree import Element

from heng.engines.similarity.documents import Document, Page, Table
from heng.engines.similarity.reading import office
from heng.engines.similarity.reading.trees import local, parse

MAIN = "word/document.xml"
LINKS = "word/_rels/document.xml.rels"
BEFORE = {"p": "\n", "tc": "\t", "tab": "\t", "cr": "\n"}


def read(archive: zipfile.ZipFile) -> Document:
    """Read a Word document."""
    office.check_no_macros(archive)
    walk = _Walk(parse(archive.read(MAIN)))
    links = _links(archive)
    shown = {links[link]: page for link, page in walk.shown.items() if link in links}
    pages = tuple(Page(number, text) for number, text in enumerate(walk.texts(), start=1))
    return Document("Word", pages, tuple(walk.tables), office.pictures(archive, shown), (), office.marks(archive))


class _Walk:
    """Goes through a document once and keeps what it meets, page by page."""

    def __init__(self, root: Element) -> None:
        self.pages: list[list[str]] = [[]]
        self.tables: list[Table] = []
        self.shown: dict[str, int] = {}
        for element in root.iter():
            self._meet(element, local(element.tag))

    def texts(self) -> list[str]:
        """Return the text of each page."""
        return ["".join(page).strip("\n") for page in self.pages]

    def _meet(self, element: Element, name: str) -> None:
        if name == "t":
            self.pages[-1].append(element.text or "")
        elif name == "lastRenderedPageBreak" or (name == "br" and _value(element, "type") == "page"):
            self._turn()
        elif name in BEFORE:
            self.pages[-1].append(BEFORE[name])
        elif name == "tbl":
            self.tables.append(Table(len(self.pages), _rows(element)))
        elif name == "blip":
            self.shown.setdefault(_value(element, "embed"), len(self.pages))

    def _turn(self) -> None:
        """Begin a page, unless the break that was asked for and the one that was laid out are the same."""
        if "".join(self.pages[-1]).strip():
            self.pages.append([])


def _rows(table: Element) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(_text(cell) for cell in row if local(cell.tag) == "tc") for row in table if local(row.tag) == "tr"
    )


def _text(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter() if local(one.tag) == "t")


def _value(element: Element, attribute: str) -> str:
    return next((value for name, value in element.items() if local(name) == attribute), "")


def _links(archive: zipfile.ZipFile) -> dict[str, str]:
    """Say which part each relationship points to."""
    if LINKS not in archive.namelist():
        return {}
    return {
        one.get("Id", ""): posixpath.normpath(posixpath.join("word", one.get("Target", "")))
        for one in parse(archive.read(LINKS))
    }
