"""Which rows are covered 「核验范围」: tables, the subjects under which acts about their rows are told, and digests.

A room writes its own tables only, so an act of a room about a subject accounts for what changed in the rows of that
room about that subject, and for nothing else. The ledger knows no table by itself: a door hands the list down.
"""

import hmac
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import msgspec
from django.apps import apps
from django.db.models import Field, Model, Q, QuerySet

from heng.ledger.transparency import keys

_encode = msgspec.json.Encoder(order="sorted", decimal_format="string").encode


class Path(NamedTuple):
    """How a row leads to its subject: by columns, as Django spells them, to what follows the prefix of the subject.

    After a prefix of letters alone, as `TP`, stands a number.
    """

    prefix: str
    columns: str

    def condition(self, subjects: Iterable[str]) -> Q | None:
        """Ask for the rows about these subjects; None when no row can be."""
        wanted = [subject.removeprefix(self.prefix) for subject in subjects if subject.startswith(self.prefix)]
        if self.prefix.isalpha():
            wanted = [number for number in wanted if number.isdecimal()]
        return Q(**{f"{self.columns}__in": wanted}) if wanted else None

    def subject(self, value: object) -> str:
        """Write the subject that a row leads to."""
        return f"{self.prefix}{value:06d}" if isinstance(value, int) else f"{self.prefix}{value}"


class State(NamedTuple):
    """What a row says now."""

    table: str
    row: str
    about: str
    digest: str


@dataclass(frozen=True, slots=True)
class Cover:
    """A covered table of a room, the ways from its rows to their subjects, and the columns that are left out."""

    room: str
    table: str
    paths: tuple[Path, ...]
    without: frozenset[str] = frozenset()

    @property
    def model(self) -> type[Model]:
        """The table as Django knows it."""
        return apps.get_model(self.table)

    def about(self, subjects: Collection[str]) -> "QuerySet[Model] | None":
        """Ask for the rows about these subjects; None when no row can be."""
        found = [condition for path in self.paths if (condition := path.condition(subjects)) is not None]
        if not found:
            return None
        either = found[0]
        for condition in found[1:]:
            either |= condition
        return self.rows().filter(either)

    def rows(self) -> "QuerySet[Model]":
        """Ask for every row that has a subject."""
        every = self.model._base_manager.order_by("pk")  # noqa: SLF001  -- documented: the manager that hides no row
        columns = self.paths[0].columns
        return every.filter(**{f"{columns}__isnull": False}) if "__" in columns else every

    def states(self, rows: "QuerySet[Model]") -> Iterator[State]:
        """Read what these rows say. A column that holds its default adds nothing, so new columns change no digest."""
        secret, columns = keys.salt_secret(), list(self._columns())
        names = ["pk", self.paths[0].columns, *(column.attname for column in columns)]
        defaults = [column.get_default() for column in columns]
        for pk, subject, *values in rows.values_list(*names):
            told = {
                column.attname: _plain(value)
                for column, value, default in zip(columns, values, defaults, strict=True)
                if value != default or type(value) is not type(default)
            }
            digest = hmac.digest(secret, _encode([self.table, str(pk), told]), "sha256").hex()
            yield State(self.table, str(pk), self.paths[0].subject(subject), digest)

    def _columns(self) -> "Iterator[Field[object, object]]":
        for column in self.model._meta.concrete_fields:
            if not column.primary_key and column.attname not in self.without:
                yield column


def _plain(value: object) -> object:
    """Write bytes and numbers beyond those of JSON as text; the rest as msgspec has it."""
    match value:
        case bytes() | memoryview():
            return bytes(value).hex()
        case Decimal():
            return format(value.normalize(), "f")
        case date():
            return value.isoformat()
    return value
