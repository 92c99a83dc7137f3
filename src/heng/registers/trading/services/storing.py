"""Facts are stored 「入库」: what is new is added, what differs replaces what was told before; few queries a batch."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import models

from heng.registers.trading.models import Bid, Fact, JointBidder, Lot
from heng.registers.trading.services.dossier import Dossier, Revocation
from heng.registers.trading.services.tables import BY_NAME, TABLES, Place, References, Table

CHUNK = 500
LOT_KEY = "lot__source_key"
PATHS = {
    "project_id": "project",
    "lot_id": "lot__project",
    "bid_id": "bid__lot__project",
    "contract_id": "contract__project",
}
"""From the row of a table to its project, by the column by which it hangs."""

Row = TypeVar("Row", bound=models.Model)


@dataclass(slots=True)
class Told:
    """A dossier that goes ahead, and the number of its project; `is_fresh`: nothing can be stored of it yet."""

    dossier: Dossier
    project: int
    is_fresh: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that was new, or replaced another."""

    table: str
    facts: Any
    is_new: bool


def facts_in(dossier: Dossier) -> list[tuple[str, Any]]:
    """Every fact of a dossier with the name of its table."""
    return [(table.name, fact) for table in TABLES for fact in table.of(dossier)]


def store(told: Sequence[Told], known: References) -> dict[int, list[Difference]]:
    """Store every fact of these dossiers, and say by project what differs from before.

    `known` holds the rows that facts name and are stored already; it grows by those that are stored here.
    """
    found: dict[int, list[Difference]] = {}
    for table in TABLES:
        facts = [(one, fact) for one in told for fact in table.of(one.dossier)]
        if not facts:
            continue
        for project, difference in _store(table, facts, known):
            found.setdefault(project, []).append(difference)
    return found


def load(told: Sequence[Told]) -> References:
    """Load the numbers of the rows that these dossiers may name: of projects that had any before."""
    known = References()
    old = [one.project for one in told if not one.is_fresh]
    if not old:
        return known
    for chunk in _chunks(old):
        lots = Lot.objects.filter(project__in=chunk).values_list("project_id", "source_key", "pk")
        known.lots |= {(project, key): pk for project, key, pk in lots}
    numbers = list(known.lots.values())
    if any(one.dossier.scores for one in told):
        known.bids = _numbers(BY_NAME["bids"], numbers)
        known.members = _numbers(BY_NAME["panel"], numbers)
    if any(one.dossier.changes or one.dossier.performances for one in told):
        known.contracts = _numbers(BY_NAME["contracts"], old)
    return known


def missing(one: Told, known: References) -> tuple[str, str] | None:
    """Say which parent a fact names that is neither told with it nor stored: its Chinese name and its key."""
    dossier = one.dossier
    lots = {lot.key for lot in dossier.lots}
    for table in TABLES:
        for fact in table.of(dossier):
            lot = getattr(fact, "lot", "")
            needs_lot = "lot" in fact.__slots__ and (lot or table.name != "contracts")
            if needs_lot and lot not in lots and (one.project, lot) not in known.lots:
                return "标段（包）", lot
    return _missing_below(one, known)


def revoke(one: Told, *, on: date) -> list[str]:
    """Mark what a teller takes back; return the tables of the rows that were not marked before."""
    return [revocation.table for revocation in one.dossier.revocations if _revoke(one.project, revocation, on)]


def upsert(model: type[Row], rows: Sequence[Row], columns: Sequence[str]) -> None:
    """Write rows that have their number already."""
    if rows:
        model._default_manager.bulk_create(rows, update_conflicts=True, unique_fields=["pk"], update_fields=columns)


def _store(table: Table, facts: Sequence[tuple[Told, Any]], known: References) -> Iterator[tuple[int, Difference]]:
    rows: dict[Place, tuple[Told, Any, Fact]] = {}
    for one, fact in facts:
        row = table.row(fact, one.project, known)
        rows[getattr(row, table.parent), fact.key] = one, fact, row
    kept = _kept(table, {place[0] for place, (one, _, _) in rows.items() if not one.is_fresh})
    added = [row for place, (_, _, row) in rows.items() if place not in kept]
    changed = []
    for place, (_, _, row) in rows.items():
        if place in kept:
            row.pk = kept[place].pk
            if table.differs(row, kept[place]):
                changed.append(row)
    table.model._default_manager.bulk_create(added)
    if changed:
        upsert(table.model, changed, table.compared)
    _learn(table, rows, known)
    fresh, other = {id(row) for row in added}, {id(row) for row in changed}
    if table.model is Bid:
        other |= _join(rows.values(), known, fresh)
    for one, fact, row in rows.values():
        if id(row) in fresh or id(row) in other:
            yield one.project, Difference(table.name, fact, id(row) in fresh)


def _kept(table: Table, parents: Iterable[int]) -> dict[Place, Fact]:
    """What is stored under these parents already."""
    found: dict[Place, Fact] = {}
    for chunk in _chunks(sorted(parents)):
        for row in table.model._default_manager.filter(**{f"{table.parent}__in": chunk}):
            found[getattr(row, table.parent), row.source_key] = row
    return found


def _learn(table: Table, rows: dict[Place, tuple[Told, Any, Fact]], known: References) -> None:
    places = {"lots": known.lots, "bids": known.bids, "panel": known.members, "contracts": known.contracts}
    if table.name in places:
        places[table.name].update({place: row.pk for place, (_, _, row) in rows.items()})


def _join(told: Iterable[tuple[Told, Any, Fact]], known: References, fresh: set[int]) -> set[int]:
    """Store who bids jointly; return the bids that existed and whose partners differ from before."""
    bids = [(row, {known.parties[party] for party in fact.joint}) for _, fact, row in told]
    old = [row.pk for row, _ in bids if id(row) not in fresh]
    kept: dict[int, set[int]] = {}
    for chunk in _chunks(old):
        for bid, party in JointBidder.objects.filter(bid__in=chunk).values_list("bid_id", "party_id"):
            kept.setdefault(bid, set()).add(party)
    differing = [(row, partners) for row, partners in bids if partners != kept.get(row.pk, set())]
    JointBidder.objects.bulk_create(
        JointBidder(bid_id=row.pk, party_id=party)
        for row, partners in differing
        for party in sorted(partners - kept.get(row.pk, set()))
    )
    for row, partners in differing:
        if gone := kept.get(row.pk, set()) - partners:
            JointBidder.objects.filter(bid=row.pk, party__in=gone).delete()
    return {id(row) for row, _ in differing if id(row) not in fresh}


def _missing_below(one: Told, known: References) -> tuple[str, str] | None:
    dossier = one.dossier
    bids = {(bid.lot, bid.key) for bid in dossier.bids}
    members = {(member.lot, member.key) for member in dossier.panel}
    for score in dossier.scores:
        lot = known.lots.get((one.project, score.lot), 0)
        if (score.lot, score.bid) not in bids and (lot, score.bid) not in known.bids:
            return "投标", score.bid
        if score.member and (score.lot, score.member) not in members and (lot, score.member) not in known.members:
            return "评标委员会成员", score.member
    contracts = {contract.key for contract in dossier.contracts}
    named = [change.contract for change in dossier.changes] + [moment.contract for moment in dossier.performances]
    for contract in named:
        if contract not in contracts and (one.project, contract) not in known.contracts:
            return "合同", contract
    return None


def _revoke(project: int, revocation: Revocation, on: date) -> bool:
    table = BY_NAME.get(revocation.table)
    if table is None:
        return False
    path = PATHS[table.parent]
    rows = table.model._default_manager.filter(**{path: project}, source_key=revocation.key, withdrawn_on__isnull=True)
    if revocation.lot and table.parent == "lot_id":
        rows = rows.filter(**{LOT_KEY: revocation.lot})
    return bool(rows.update(withdrawn_on=on))


def _numbers(table: Table, parents: Sequence[int]) -> dict[Place, int]:
    found: dict[Place, int] = {}
    for chunk in _chunks(parents):
        rows = table.model._default_manager.filter(**{f"{table.parent}__in": chunk})
        found |= {(parent, key): pk for parent, key, pk in rows.values_list(table.parent, "source_key", "pk")}
    return found


def _chunks(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    return (numbers[start : start + CHUNK] for start in range(0, len(numbers), CHUNK))
