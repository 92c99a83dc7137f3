"""Rows: what each covered row says today, against what was last recorded in an entry."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import TypeVar

import msgspec
from django.db import DatabaseError
from django.db.models import QuerySet

from heng.ledger.events import kind_of
from heng.ledger.models import Entry
from heng.ledger.transparency.verifying.covering import Cover, State
from heng.ledger.transparency.verifying.events import RowsRecorded
from heng.ledger.transparency.verifying.findings import ROW, STATE, Finding
from heng.ledger.transparency.verifying.models import RowState

AT_ONCE = 2_000
KIND = kind_of(RowsRecorded)
_decode = msgspec.json.Decoder(dict[str, object]).decode

Item = TypeVar("Item")
Key = tuple[str, str]
Known = dict[str, tuple[str, int]]
"""The digest and the entry of states, by row."""


def check(cover: Cover) -> tuple[Counter[str], list[Finding]]:
    """Check the rows of a table. Whoever writes at this moment is taken for a forger: ask again with `check_again`."""
    looked: Counter[str] = Counter()
    findings: list[Finding] = []
    try:
        for part in _parts(cover.states(cover.rows())):
            looked[ROW] += len(part)
            findings += _compare(cover, part)
    except (DatabaseError, ValueError):
        findings.append(Finding(ROW, cover.table, "有数据已无法读出"))
    return looked, [*findings, *_gone(cover)]


def check_again(covers: Collection[Cover], findings: Iterable[Finding]) -> list[Finding]:
    """Return those of the findings of `check` that still stand, now that acts of the meantime are accounted for."""
    doubted = {finding.place for finding in findings}
    tables = {place.partition(" ")[0] for place in doubted}
    found = [finding for cover in covers if cover.table in tables for finding in check(cover)[1]]
    return [finding for finding in found if finding.place in doubted]


def check_states() -> tuple[Counter[str], list[Finding]]:
    """Check that every recorded state is the last that an entry tells of its row."""
    looked: Counter[str] = Counter()
    findings: list[Finding] = []
    for pk, body in Entry.objects.filter(kind=KIND).order_by("pk").values_list("pk", "body").iterator():
        told = dict(_lines(body))
        looked[STATE] += len(told)
        findings += _against(pk, told)
    slipped = RowState.objects.exclude(entry__kind=KIND).values_list("table", "row")
    return looked, findings + [Finding(STATE, " ".join(key), "所指的留痕没有登记这行数据") for key in slipped]


def _compare(cover: Cover, states: list[State]) -> Iterator[Finding]:
    known = _known(cover.table, [state.row for state in states])
    for state in states:
        digest = known.get(state.row, ("", 0))[0]
        if digest != state.digest:
            what = "与最近一次留痕后的登记不符" if digest else "没有任何留痕说明其来历"
            yield Finding(ROW, f"{cover.table} {state.row}", f"{what}（有关事项{state.about}）")


def _gone(cover: Cover) -> Iterator[Finding]:
    """Find rows that were recorded and are no more."""
    states = RowState.objects.filter(table=cover.table).exclude(digest="").order_by("pk")
    for part in _parts(states.values_list("row", "about").iterator()):
        there = _existing(cover, [row for row, _ in part])
        for row, about in part:
            if row not in there:
                yield Finding(ROW, f"{cover.table} {row}", f"数据已不在，却没有留痕说明（有关事项{about}）")


def _existing(cover: Cover, rows: list[str]) -> set[str]:
    try:
        return {str(pk) for pk in cover.rows().filter(pk__in=rows).values_list("pk", flat=True)}
    except ValueError:  # a key that never was one of this table; its state is named
        return set()


def _against(entry: int, told: dict[Key, str]) -> Iterator[Finding]:
    """Compare the states that are said to come from an entry with what it tells; older ones must have come after."""
    own = {(table, row): digest for table, row, digest in _states(entry)}
    for key, digest in own.items():
        if told.get(key) != digest:
            yield Finding(STATE, " ".join(key), f"与登记它的留痕{entry}不符")
    for table, rows in _by_table(told.keys() - own.keys()).items():
        later = _known(table, rows)
        for row in rows:
            if later.get(row, ("", 0))[1] <= entry:
                yield Finding(STATE, f"{table} {row}", f"被退回到留痕{entry}之前，或已不在")


def _states(entry: int) -> "QuerySet[RowState, tuple[str, str, str]]":
    return RowState.objects.filter(entry=entry).values_list("table", "row", "digest")


def _known(table: str, rows: Collection[str]) -> Known:
    states = RowState.objects.filter(table=table, row__in=rows).values_list("row", "digest", "entry_id")
    return {row: (digest, entry) for row, digest, entry in states}


def _lines(body: str) -> Iterator[tuple[Key, str]]:
    try:
        lines = _decode(body).get("lines")
    except msgspec.DecodeError:  # its leaf tells
        return
    for line in lines if isinstance(lines, list) else ():
        table, digest, row = str(line).split(" ", 2)
        yield (table, row), digest


def _by_table(keys: Iterable[Key]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for table, row in keys:
        found[table].append(row)
    return found


def _parts(items: Iterator[Item]) -> Iterator[list[Item]]:
    while part := list(islice(items, AT_ONCE)):
        yield part
