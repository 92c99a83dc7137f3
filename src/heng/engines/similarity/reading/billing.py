"""Bills of quantities 「工程量清单」: priced lines in tables and in the XML of bid tools, and the marks in these."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from heng.engines.similarity.documents import Document, Item, Mark, Page, Table
from heng.engines.similarity.reading import aliases
from heng.engines.similarity.reading.trees import local, parse

COLUMNS = {
    "code": aliases.CODE,
    "name": aliases.NAME,
    "unit": aliases.UNIT,
    "quantity": aliases.QUANTITY,
    "price": aliases.PRICE,
    "total": aliases.TOTAL,
}


def read(data: bytes) -> Document:
    """Read the XML of a bid tool: its texts, its priced lines, and locks and machines by which it was made."""
    items: list[Item] = []
    marks: list[Mark] = []
    texts: list[str] = []
    for element in parse(data).iter():
        fields = _fields(element)
        texts += [value for value in fields.values() if value]
        marks += [Mark(kind, fields[name]) for kind, names in aliases.MARKS.items() for name in names & fields.keys()]
        items += _item(1, {field: _first(fields, names) for field, names in COLUMNS.items()})
    kept = tuple(mark for mark in marks if mark.value.strip())
    return Document("XML", (Page(1, "\n".join(dict.fromkeys(texts))),), items=tuple(items), marks=kept)


def items(tables: Iterable[Table]) -> Iterator[Item]:
    """Find the priced lines of tables: below a heading that names a price and a code or a name."""
    for table in tables:
        columns: dict[str, int] = {}
        for row in table.rows:
            if heads := _heads(row):
                columns = heads
            elif columns:
                values = {field: row[at] if at < len(row) else "" for field, at in columns.items()}
                yield from _item(table.page, values)


def _heads(row: tuple[str, ...]) -> dict[str, int]:
    """Say in which column each field stands, if this row is a heading."""
    cells = ["".join(cell.split()).casefold().replace("（", "(").replace("）", ")") for cell in row]
    found = {field: at for field, names in COLUMNS.items() for at in reversed(range(len(cells))) if cells[at] in names}
    return found if "price" in found and ("code" in found or "name" in found) else {}


def _item(page: int, values: Mapping[str, str]) -> Iterator[Item]:
    price = _number(values.get("price", ""))
    code, name = values.get("code", "").strip(), values.get("name", "").strip()
    if price is not None and price > 0 and (code or name):
        numbers = _number(values.get("quantity", "")), price, _number(values.get("total", ""))
        yield Item(page, code, name, values.get("unit", "").strip(), *numbers)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _fields(element: Element) -> dict[str, str]:
    """Return attributes and childless children of an element by their folded names."""
    leaves = {local(child.tag).casefold(): (child.text or "").strip() for child in element if not len(child)}
    return leaves | {local(name).casefold(): value.strip() for name, value in element.items()}


def _first(fields: Mapping[str, str], names: frozenset[str]) -> str:
    return next((value for name, value in fields.items() if name in names and value), "")
