"""Full-text search over Chinese 「检索」: a column of bigrams and its index."""

import re
from string import Template
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FullResultSet
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler

from heng.engines.bigrams import IS_HAN, query_terms
from heng.ledger.operations import vector_of, words_of

WORD_LENGTH = 64
_WORD = re.compile(r"(?:[0-9A-Za-z]|[^\x00-\x7f\s])+")


def words(text: str) -> list[str]:
    """Split what the bigram engine wrote into words that both indexes take as they are, the long ones cut short."""
    return [word[:WORD_LENGTH] for word in _WORD.findall(text)]


if TYPE_CHECKING:
    Text = models.TextField[str, str]  # generic only in the eyes of the type checker
    Answer = Lookup[str]  # by what one asks
else:
    Text, Answer = models.TextField, Lookup


class BigramField(Text):
    """Holds `heng.engines.bigrams.bigrams(text)`; found by `filter(search__words="滨江大道")`.

    Its table needs `CreateBigramIndex(table, column)` in a migration.
    """

    def get_prep_value(self, value: object) -> str | None:
        """Keep only what the indexes read."""
        return None if value is None else " ".join(words(str(value)))


@BigramField.register_lookup
class Words(Answer):
    """Rows that hold every word somebody looks for; looking for nothing finds everything.

    A single character or a Latin word stands for every word that it begins.
    """

    lookup_name = "words"

    def get_prep_lookup(self) -> list[str]:
        """Turn what was typed into words."""
        return [word for term in query_terms(str(self.rhs)) for word in words(term)]

    def as_sqlite(self, _compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        """Ask the FTS5 table beside the table."""
        field, quote = self.lhs.target, connection.ops.quote_name
        table = field.model._meta
        names = {
            "key": f"{quote(self.lhs.alias)}.{quote(table.pk.column)}",
            "index": quote(words_of(table.db_table, field.column)),
        }
        query = " AND ".join(f'"{word}"{"*" if _may_go_on(word) else ""}' for word in self._asked())
        return Template("$key IN (SELECT rowid FROM $index WHERE $index MATCH %s)").substitute(names), [query]

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        """Ask the GIN index over the same expression."""
        column, params = self.process_lhs(compiler, connection)
        query = " & ".join(f"'{word}'{':*' if _may_go_on(word) else ''}" for word in self._asked())
        return f"{vector_of(column)} @@ %s::tsquery", [*params, query]

    def _asked(self) -> list[str]:
        if not self.rhs:
            raise FullResultSet
        return list(self.rhs)


def _may_go_on(word: str) -> bool:
    """A pair of Chinese characters is whole; anything else may be the beginning of what is meant."""
    return len(word) == 1 or not IS_HAN.match(word)
