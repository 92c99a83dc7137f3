"""Tables on a PDF page 「版面表格」, which has none: cells are words that stand apart on one line.

Lines that follow each other with three cells or more are taken for a table. Rules on the page are not looked at: what
was found so serves to check sums and prices, not to show the table.
"""

from itertools import groupby
from typing import NamedTuple

import pypdfium2 as pdfium

LEAST_CELLS, LEAST_ROWS = 3, 2
MOST_CELLS = 3_000  # of one page


class _Cell(NamedTuple):
    left: float
    middle: float
    text: str


def tables(page: pdfium.PdfTextPage) -> list[tuple[tuple[str, ...], ...]]:
    """Return the rows of what looks like tables, from top to bottom."""
    lines = [tuple(cell.text for cell in sorted(line)) for line in _lines(_cells(page))]
    groups = (list(group) for is_row, group in groupby(lines, lambda line: len(line) >= LEAST_CELLS) if is_row)
    return [tuple(group) for group in groups if len(group) >= LEAST_ROWS]


def _cells(page: pdfium.PdfTextPage) -> list[_Cell]:
    """Return each stretch of text that pdfium sees as one, with its left edge and the middle of its height."""
    count = min(page.count_rects(), MOST_CELLS)
    if count == 0:
        return []
    boxes = (page.get_rect(number) for number in range(count))
    cells = (_Cell(box[0], (box[1] + box[3]) / 2, page.get_text_bounded(*box).strip()) for box in boxes)
    return [cell for cell in cells if cell.text]


def _lines(cells: list[_Cell], slack: float = 3.0) -> list[list[_Cell]]:
    """Put cells whose middles are within `slack` points onto one line."""
    lines: list[list[_Cell]] = []
    for cell in sorted(cells, key=lambda one: -one.middle):
        if lines and lines[-1][0].middle - cell.middle <= slack:
            lines[-1].append(cell)
        else:
            lines.append([cell])
    return lines
