"""Excel workbooks 「Excel文件」: the values that each sheet shows."""

import io
import zipfile
from collections.abc import Iterator

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from heng.engines.similarity.documents import Document, Page, Table
from heng.engines.similarity.reading import office
from heng.engines.similarity.reading.refusals import UnreadableError

MOST_ROWS = 200_000  # of one sheet
MOST_COLUMNS = 200


def read(archive: zipfile.ZipFile, data: bytes) -> Document:
    """Read a workbook; a sheet counts as a page."""
    office.check_no_macros(archive)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [tuple(_rows(sheet)) for sheet in book.worksheets]
    except (KeyError, ValueError, TypeError, AttributeError, SyntaxError) as fault:  # openpyxl checks little itself
        raise UnreadableError("broken") from fault
    pages = tuple(Page(number, "\n".join(map("\t".join, rows))) for number, rows in enumerate(sheets, start=1))
    tables = tuple(Table(number, rows) for number, rows in enumerate(sheets, start=1))
    return Document("Excel", pages, tables, office.pictures(archive, {}), (), office.marks(archive))


def _rows(sheet: Worksheet) -> Iterator[tuple[str, ...]]:
    for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True):
        cells = tuple("" if value is None else str(value).strip() for value in row)
        if any(cells):
            yield cells
