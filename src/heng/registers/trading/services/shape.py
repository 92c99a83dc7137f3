"""Whether facts fit their columns 「数据校核」, before the database is asked; and when two values are the same."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import chain
from typing import Any

from django.db import models

KEY_LENGTH = 160
MONEY_DECIMALS = 6
SMALL = 32_767
NEGATIVE = frozenset({"Change.amount", "Performance.amount"})  # a contract may be cut, a payment returned
NUL = "\x00"


def money(amount: Decimal | None) -> Decimal | None:
    """Round an amount to the decimals that are kept."""
    return rounded(amount, MONEY_DECIMALS)


def rounded(number: Decimal | None, decimals: int) -> Decimal | None:
    """Round a number to so many decimals, half up."""
    if number is None or int(number.as_tuple().exponent) >= -decimals:
        return number
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def same(one: Any, other: Any) -> bool:
    """Is it the same value, once written and read again? SQLite keeps fifteen figures of a number."""
    if one == other:
        return True
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return f"{one:.14e}" == f"{other:.14e}"
    return False


def flaw_of_key(key: str) -> str:
    """Say in Chinese what is wrong with a key, or nothing."""
    if not key.strip():
        return "来源主键为空，请填写"
    return "来源主键过长或含有非法字符，请核对" if len(key) > KEY_LENGTH or NUL in key else ""


def flaw_of(facts: Any, model: type[models.Model]) -> str:
    """Say in Chinese which value of a fact does not fit its column, or nothing."""
    return next(chain(_bad_texts(facts, model), _bad_numbers(facts, model)), "")


def first_flaw(told: Iterable[tuple[Any, type[models.Model]]]) -> str:
    """Say what is wrong with the first fact that does not fit, or nothing."""
    return next((flaw for facts, model in told if (flaw := flaw_of(facts, model) or flaw_of_key(facts.key))), "")


def _bad_texts(facts: Any, model: type[models.Model]) -> Iterator[str]:
    for name, label, length, choices in _texts(facts.__class__, model):
        text = getattr(facts, name)
        if len(text) > length:
            yield f"{label}超过{length}个字，请缩短"
        if NUL in text:
            yield f"{label}含有非法字符，请删除"
        if choices and text not in choices:
            yield f"{label}“{text}”不在代码表内，请核对"


def _bad_numbers(facts: Any, model: type[models.Model]) -> Iterator[str]:
    for name, label, limit, lowest in _amounts(facts.__class__, model):
        amount = getattr(facts, name)
        if amount is not None and not lowest <= amount < limit:
            negative = 0 > amount > -limit
            yield f"{label}不得为负数，请核对" if negative else f"{label}超出可登记的范围，请核对数值及单位"
    for name, label in _wholes(facts.__class__, model):
        if not 0 <= getattr(facts, name) <= SMALL:
            yield f"{label}应当在0至{SMALL}之间，请核对"
    for name, label in _moments(facts.__class__, model):
        moment = getattr(facts, name)
        if moment is not None and moment.tzinfo is None:
            yield f"{label}缺少时区，请补充"


@cache
def _texts(kind: type, model: type[models.Model]) -> tuple[tuple[str, str, int, frozenset[str]], ...]:
    found = []
    for name, column in _shared(kind, model):
        if isinstance(column, models.TextField):
            found.append((name, str(column.verbose_name), 1_000_000, frozenset[str]()))
        elif isinstance(column, models.CharField):
            choices = frozenset(str(value) for value, _ in column.flatchoices)
            found.append((name, str(column.verbose_name), int(column.max_length or KEY_LENGTH), choices))
    return tuple(found)


@cache
def _amounts(kind: type, model: type[models.Model]) -> tuple[tuple[str, str, Decimal, Decimal], ...]:
    found = []
    for name, column in _shared(kind, model):
        if isinstance(column, models.DecimalField):
            limit = Decimal(10) ** (int(column.max_digits or 0) - int(column.decimal_places or 0))
            lowest = -limit if f"{model.__name__}.{name}" in NEGATIVE else Decimal(0)
            found.append((name, str(column.verbose_name), limit, lowest))
    return tuple(found)


@cache
def _wholes(kind: type, model: type[models.Model]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, str(column.verbose_name))
        for name, column in _shared(kind, model)
        if isinstance(column, models.PositiveSmallIntegerField)
    )


@cache
def _moments(kind: type, model: type[models.Model]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, str(column.verbose_name))
        for name, column in _shared(kind, model)
        if isinstance(column, models.DateTimeField)
    )


@cache
def _shared(kind: type, model: type[models.Model]) -> "tuple[tuple[str, models.Field[Any, Any]], ...]":
    """The plain columns that a fact fills under the same name."""
    columns = {column.name: column for column in model._meta.concrete_fields if not column.is_relation}
    return tuple((spec.name, columns[spec.name]) for spec in fields(kind) if spec.name in columns)
