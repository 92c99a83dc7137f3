"""The field table 「字段表」: which fields a dataset has, of which kind, how long, and which of them it must have."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

EVERY = "*"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a dataset.

    `relates_to` is the field with the unit (money), the field that may not lie after this one (moment) or the domain of
    its codes (enum). `also` are other spellings under which the field is sent.
    """

    name: str
    label: str
    need: str  # must, should, may
    kind: str
    exact: int | None
    longest: int | None
    relates_to: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A dataset: its number, its English table name, and the fields that name project and lot."""

    dataset: str
    name: str
    title: str
    project: str
    lot: str
    kept_as: str
    status: str
    fields: tuple[Field, ...]


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = resources.files("heng.faces.exchange").joinpath("data", name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def _field(row: Mapping[str, str]) -> Field:
    length = row["length"]
    exact = length.startswith("=")
    return Field(
        name=row["field"],
        label=row["label"],
        need=row["need"],
        kind=row["kind"],
        exact=int(length[1:]) if exact else None,
        longest=int(length) if length and not exact else None,
        relates_to=row["relates_to"],
        also=tuple(row["also"].split()),
    )


def _tables() -> dict[str, Table]:
    fields: dict[str, list[Field]] = {}
    for row in _rows("datasets.csv"):
        fields.setdefault(row["dataset"], []).append(_field(row))
    common = tuple(fields[EVERY])
    return {
        row["dataset"]: Table(
            dataset=row["dataset"],
            name=row["table"],
            title=row["name"],
            project=row["project"],
            lot=row["lot"],
            kept_as=row["kept_as"],
            status=row["status"],
            fields=(*fields[row["dataset"]], *common),
        )
        for row in _rows("tables.csv")
    }


def _domains() -> dict[str, dict[str, str]]:
    domains: dict[str, dict[str, str]] = {}
    for row in _rows("domains.csv"):
        domains.setdefault(row["domain"], {})[row["code"]] = row["label"]
    return domains


TABLES: Mapping[str, Table] = _tables()
DOMAINS: Mapping[str, Mapping[str, str]] = _domains()
NAMES = frozenset(name for table in TABLES.values() for field in table.fields for name in (field.name, *field.also))
_BY_NAME = sorted(
    ((table.name, number) for number, table in TABLES.items() if table.name), key=lambda pair: -len(pair[0])
)


def numbered(name: str) -> str:
    """Find the number of a table by its English name, which may carry a prefix (`GCJS_SECTION`); else return ""."""
    name = name.upper()
    return next((number for table, number in _BY_NAME if name == table or name.endswith(f"_{table}")), "")
