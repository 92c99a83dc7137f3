"""What is bought 「采购品类」: goods, works or services, as the release says or as the classes of its items tell."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from heng.engines import codes
from heng.faces.exchange.inbox.ocds.page import Object, Page

CATEGORIES = frozenset({"goods", "works", "services"})
CLASSES = "CN-GGZYJY"
"""The scheme under which this program itself publishes trade classes of the national data standard."""


@dataclass(frozen=True, slots=True)
class Span:
    """Classes of a scheme, by how their codes begin."""

    scheme: str
    first: str
    last: str
    category: str

    def holds(self, scheme: str, code: str) -> bool:
        """Tell whether a code of a scheme (or of a country's edition of it, `CPV-AM`) lies in this span."""
        start = code[: len(self.first)]
        return scheme.partition("-")[0] == self.scheme and start.isdecimal() and self.first <= start <= self.last


@cache
def spans() -> tuple[Span, ...]:
    """Read the table of classification schemes."""
    table = files("heng.faces.exchange") / "data" / "categories.csv"
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return tuple(Span(row["scheme"], row["from"], row["to"], row["category"]) for row in rows)


def trade_class_of(page: Page, tender: Object) -> str:
    """Return the trade class that every item names; "" when they name none, several, or one that nobody knows."""
    found = {_code(page, path, item, CLASSES) for path, item in page.rows(tender, "items", "/tender")}
    named = found.pop() if len(found) == 1 else ""
    return named if codes.trade_class(named) else ""


def category_of(page: Page, tender: Object) -> str:
    """Return `goods`, `works` or `services`; "" when neither the release nor its items say so with one voice."""
    said = page.text(tender, "mainProcurementCategory", "/tender").lower()
    if said in CATEGORIES:
        return said
    if said:
        page.remark("/tender/mainProcurementCategory", "unknown-category", f"“{said[:40]}”不是已知的采购品类，已忽略")
    found = {_category(page, path, item) for path, item in page.rows(tender, "items", "/tender")}
    return found.pop() if len(found) == 1 else ""


def _code(page: Page, path: str, item: Object, scheme: str) -> str:
    given = page.part(item, "classification", path)
    own = page.text(given, "scheme", f"{path}/classification").upper() == scheme
    return page.text(given, "id", f"{path}/classification") if own else ""


def _category(page: Page, path: str, item: Object) -> str:
    given = page.part(item, "classification", path)
    scheme = page.text(given, "scheme", f"{path}/classification").upper()
    code = page.text(given, "id", f"{path}/classification")
    return next((span.category for span in spans() if span.holds(scheme, code)), "")
