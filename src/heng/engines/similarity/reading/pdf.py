"""PDF 「PDF」: the text of its pages, pictures, fonts, and what its maker left (pdfium)."""

from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from heng.engines.similarity.documents import Document, Kind, Mark, Page, Picture, Table
from heng.engines.similarity.reading import layout
from heng.engines.similarity.reading.pictures import look
from heng.engines.similarity.reading.refusals import UnreadableError

MOST_PAGES = 5_000
MOST_OBJECTS = 2_000  # of one page
MOST_PICTURES = 400
MOST_PIXELS = 40_000_000
INFORMATION = {
    "Author": Kind.AUTHOR,
    "Creator": Kind.PROGRAM,
    "Producer": Kind.PROGRAM,
    "CreationDate": Kind.CREATED,
    "ModDate": Kind.MODIFIED,
    "Company": Kind.COMPANY,
}
SUBSET_SIGN = 6  # letters before "+" that name a subset of a font (ISO 32000-1, 9.6.4)


def read(data: bytes) -> Document:
    """Read a PDF.

    Raises:
        UnreadableError: `encrypted`, `too-many-pages` or `broken`.
    """
    document = _open(data)
    pages: list[Page] = []
    pictures: list[Picture] = []
    tables: list[Table] = []
    fonts: set[str] = set()
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        with_text = page.get_textpage()
        pages.append(Page(number, with_text.get_text_range()))
        tables += [Table(number, rows) for rows in layout.tables(with_text)]
        if len(pictures) < MOST_PICTURES:
            pictures += _pictures(page, number)
        fonts |= set(_fonts(page))
        with_text.close()
        page.close()
    marks = (*_information(document), *(Mark(Kind.FONT, name) for name in sorted(fonts)))
    return Document("PDF", tuple(pages), tuple(tables), tuple(pictures), (), marks, _notes(document, pages))


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as fault:
        is_locked = getattr(fault, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise UnreadableError("encrypted" if is_locked else "broken") from fault
    if len(document) > MOST_PAGES:
        raise UnreadableError("too-many-pages")
    return document


def _pictures(page: pdfium.PdfPage, number: int) -> Iterator[Picture]:
    for one in _objects(page, raw.FPDF_PAGEOBJ_IMAGE):
        try:
            width, height = one.get_px_size()
            seen = look(one.get_bitmap().to_pil(), number) if width * height <= MOST_PIXELS else None
        except (pdfium.PdfiumError, ValueError):
            continue  # a picture that cannot be decoded cannot be seen either
        if seen is not None:
            yield seen


def _fonts(page: pdfium.PdfPage) -> Iterator[str]:
    for one in _objects(page, raw.FPDF_PAGEOBJ_TEXT):
        name = one.get_font().get_base_name()
        yield name[SUBSET_SIGN + 1 :] if name[SUBSET_SIGN : SUBSET_SIGN + 1] == "+" else name


def _objects(page: pdfium.PdfPage, kind: int) -> Iterator[pdfium.PdfObject]:
    """Return the first objects of a kind; a page may hold any number."""
    for count, one in enumerate(page.get_objects(filter=[kind], max_depth=3)):
        if count == MOST_OBJECTS:
            return
        yield one


def _information(document: pdfium.PdfDocument) -> Iterator[Mark]:
    for key, kind in INFORMATION.items():
        if value := document.get_metadata_value(key).strip():
            yield Mark(kind, value)
    if identifier := document.get_identifier(raw.FILEIDTYPE_PERMANENT):
        yield Mark(Kind.FILE, bytes(identifier).hex())


def _notes(document: pdfium.PdfDocument, pages: list[Page]) -> tuple[str, ...]:
    empty = [page.number for page in pages if not page.text.strip()]
    scanned = [f"{len(empty)} 页没有文字层（可能是扫描件），文字未比对，首见第 {empty[0]} 页"] if empty else []
    attached = document.count_attachments()
    return (*scanned, *([f"含 {attached} 个附件，未比对"] if attached else []))
