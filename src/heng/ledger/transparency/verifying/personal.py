"""Personal values: each opens its commitment, and none is gone without a trace of its erasure."""

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from heng.ledger.events import COMMITMENT, commitment, kind_of
from heng.ledger.keeping import PersonalValueErased
from heng.ledger.models import Entry, PersonalValue
from heng.ledger.transparency.leaves import Row
from heng.ledger.transparency.verifying.findings import PERSONAL, Finding

_MARK = f'"{COMMITMENT}"'
_decode = msgspec.json.Decoder(dict[str, object]).decode

Values = dict[tuple[int, str], str]
"""Commitments, by entry and field."""


def check(rows: Iterable[Row]) -> tuple[Counter[str], list[Finding]]:
    """Check the personal values of these entries."""
    told = dict(_commitments(rows))
    if not told:
        return Counter(), []
    kept = _kept({entry for entry, _ in told})
    findings = [*_altered(told, kept), *_gone(told.keys() - kept.keys())]
    return Counter({PERSONAL: len(kept)}), findings


def _commitments(rows: Iterable[Row]) -> Iterator[tuple[tuple[int, str], str]]:
    for row in rows:
        if _MARK in row.body:
            for name, value in _body(row).items():
                if isinstance(value, dict) and COMMITMENT in value:
                    yield (row.entry, name), str(value[COMMITMENT])


def _body(row: Row) -> dict[str, object]:
    try:
        return _decode(row.body)
    except msgspec.DecodeError:  # its leaf tells
        return {}


def _kept(entries: set[int]) -> Values:
    values = PersonalValue.objects.filter(entry__in=entries).values_list("entry_id", "field", "salt", "value")
    return {(entry, field): commitment(bytes(salt), value) for entry, field, salt, value in values}


def _altered(told: Values, kept: Values) -> Iterator[Finding]:
    for (entry, field), made in kept.items():
        if told.get((entry, field)) != made:
            yield Finding(PERSONAL, f"留痕编号{entry}的{field}", "保存的值与留痕中的承诺不符")


def _gone(missing: Iterable[tuple[int, str]]) -> Iterator[Finding]:
    for entry, field in sorted(missing):
        traces = Entry.objects.filter(
            kind=kind_of(PersonalValueErased), body__contains=f'"entry":{entry},"field":"{field}"'
        )
        if not traces.exists():
            yield Finding(PERSONAL, f"留痕编号{entry}的{field}", "值已不在，却没有删除留痕")
