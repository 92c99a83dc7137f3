"""What a bid document holds 「文件要素」, in whatever form it came."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

NOWHERE = 0  # the page of what has none


class Kind(StrEnum):
    """What a mark says; the value stands in reports, the label before people."""

    AUTHOR = "author"
    SAVER = "saver"
    COMPANY = "company"
    TEMPLATE = "template"
    PROGRAM = "program"
    REVISION = "revision"
    FILE = "file"
    WPS = "wps"
    FONT = "font"
    CREATED = "created"
    MODIFIED = "modified"
    LOCK = "lock"
    MAC = "mac"
    CPU = "cpu"
    DISK = "disk"


@dataclass(frozen=True, slots=True)
class Mark:
    """A trace of who made a file, with which tool, on which machine 「制作痕迹」."""

    kind: Kind
    value: str


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page; a sheet or a whole file where there are no pages."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, and the page where they begin."""

    page: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its looks: 64 bits of a perceptual hash, in hexadecimal."""

    page: int
    looks: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Item:
    """A priced line of a bill of quantities 「清单项」; money in yuan, `None` where it is not given."""

    page: int
    code: str
    name: str
    unit: str
    quantity: Decimal | None
    price: Decimal | None
    total: Decimal | None


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read, and in `notes` what of it could not be."""

    form: str
    pages: tuple[Page, ...] = ()
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()
    items: tuple[Item, ...] = ()
    marks: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = field(default=())


def merge(form: str, documents: Iterable[Document]) -> Document:
    """Take the documents of one package as one."""
    parts = tuple(documents)
    return Document(
        form,
        *(
            tuple(one for part in parts for one in getattr(part, name))
            for name in ("pages", "tables", "pictures", "items", "marks", "notes")
        ),
    )
