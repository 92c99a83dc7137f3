"""Trade classes 「交易分类」, section classes 「标段分类」 and roles 「主体角色」.

The two class lists share letters and mean different things: A07 is water conservancy as a trade and project management
as a section. They are separate types so that one can never stand for the other.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from heng.engines.codes.checking import Check, error, rows, tidy, warning

TRADE_SHAPE = re.compile(r"[A-Z][0-9]{2}")
SECTION_SHAPE = re.compile(r"[A-E][0-9]{2}(?:[0-9]{4})?")
HEADING = 3


@dataclass(frozen=True, slots=True)
class TradeClass:
    """A row of the trade classes; `regime` hints at the law: ENG, PROC, LAND, MINE, PROPERTY or OTHER."""

    code: str
    name: str
    parent: str
    regime: str
    certainty: str
    effective_from: date
    effective_to: date | None
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class SectionClass:
    """A row of the section classes (评标专家专业分类标准)."""

    code: str
    name: str
    parent: str
    certainty: str
    effective_from: date
    effective_to: date | None
    source: str
    note: str


@cache
def trade_classes() -> Mapping[str, TradeClass]:
    """Give all trade classes by code, letters included, in the order of the file."""
    return MappingProxyType(
        {
            row["code"]: TradeClass(
                row["code"],
                row["name"],
                row["parent"],
                row["regime"],
                row["certainty"],
                date.fromisoformat(row["effective_from"]),
                _end(row),
                row["source"],
                row["note"],
            )
            for row in rows("trade_classes.csv")
        }
    )


@cache
def section_classes() -> Mapping[str, SectionClass]:
    """Give the headings of the section classes by code."""
    return MappingProxyType(
        {
            row["code"]: SectionClass(
                row["code"],
                row["name"],
                row["parent"],
                row["certainty"],
                date.fromisoformat(row["effective_from"]),
                _end(row),
                row["source"],
                row["note"],
            )
            for row in rows("section_classes.csv")
        }
    )


def trade_class(code: str) -> TradeClass | None:
    """Find a trade class; an unknown code falls back to its letter, None when that is unknown too."""
    value = tidy(code)
    return trade_classes().get(value) or trade_classes().get(value[:1])


def section_class(code: str) -> SectionClass | None:
    """Find the heading of a section class: by its first three characters, else by its letter."""
    value = tidy(code)
    return section_classes().get(value[:HEADING]) or section_classes().get(value[:1])


def check_trade_class(text: str) -> Check:
    """Check a trade class: a letter and two digits; one that the list does not know is only a warning."""
    value = tidy(text)
    if TRADE_SHAPE.fullmatch(value) is None:
        return Check(value, (error("trade-class-shape", f"交易分类“{value}”应为1位字母加2位数字，如A01，请核对"),))
    if value not in trade_classes():
        return Check(value, (warning("trade-class-unknown", f"交易分类“{value}”不在代码表内，请确认"),))
    return Check(value)


def check_section_class(text: str) -> Check:
    """Check a section class: seven characters from A to E, or its three-character heading."""
    value = tidy(text)
    if SECTION_SHAPE.fullmatch(value) is None:
        message = f"标段分类“{value}”应以A至E开头，为7位代码或其3位类目，请核对"
        return Check(value, (error("section-class-shape", message),))
    if value[0] == "A" and value[:HEADING] not in section_classes():
        return Check(value, (warning("section-class-unknown", f"标段分类“{value}”不在代码表内，请确认"),))
    return Check(value)


@cache
def roles() -> Mapping[str, str]:
    """Give the roles of a party by code (dom26), in Chinese."""
    return MappingProxyType({row["code"]: row["name"] for row in rows("roles.csv")})


def role_name(code: str) -> str:
    """Name a role in Chinese; an unknown code shows itself."""
    return roles().get(code, code)


def _end(row: Mapping[str, str]) -> date | None:
    return date.fromisoformat(row["effective_to"]) if row["effective_to"] else None
