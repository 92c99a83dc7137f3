"""Which part of a dossier goes into which table 「数据表」, and how one fact becomes one row."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from django.db import models

from heng.registers.parties.services import PartyFacts
from heng.registers.trading.models import (
    Abnormality,
    Award,
    Bid,
    BidMark,
    Candidate,
    Change,
    Contract,
    Deposit,
    Document,
    Evaluation,
    Fact,
    Lot,
    Notice,
    Opening,
    PanelMember,
    Performance,
    Question,
    Score,
)
from heng.registers.trading.services import dossier as told
from heng.registers.trading.services import shape
from heng.registers.trading.services.dossier import Dossier

Place = tuple[int, str]
"""Where a row hangs: the number of its parent, and its key there."""


@dataclass(slots=True)
class References:
    """The numbers of rows that facts may name, by where they hang; and of parties and experts, by their code."""

    lots: dict[Place, int] = field(default_factory=dict)
    bids: dict[Place, int] = field(default_factory=dict)
    members: dict[Place, int] = field(default_factory=dict)
    contracts: dict[Place, int] = field(default_factory=dict)
    parties: dict[PartyFacts, int] = field(default_factory=dict)
    experts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """One part of a dossier and its table; `parent` is the column by which its rows hang."""

    name: str
    model: type[Fact]
    facts: type
    parent: str

    def of(self, dossier: Dossier) -> tuple[Any, ...]:
        """The facts of this table in a dossier."""
        found: tuple[Any, ...] = getattr(dossier, self.name)
        return found

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """The columns that a fact fills as they are."""
        columns = {column.name for column in self.model._meta.concrete_fields if not column.is_relation}
        return tuple(spec.name for spec in fields(self.facts) if spec.name in columns)

    @cached_property
    def numbers(self) -> tuple[tuple[str, int], ...]:
        """The decimal columns and how many decimals they keep."""
        columns = self.model._meta.concrete_fields
        decimal = [column for column in columns if isinstance(column, models.DecimalField)]
        return tuple((column.name, int(column.decimal_places or 0)) for column in decimal)

    @cached_property
    def linked(self) -> tuple[str, ...]:
        """The columns that point elsewhere, the parent among them."""
        return tuple(column.attname for column in self.model._meta.concrete_fields if column.is_relation)

    @cached_property
    def compared(self) -> tuple[str, ...]:
        """The columns in which a retelling may differ."""
        skipped = {"id", "source_key"}
        return tuple(column.attname for column in self.model._meta.concrete_fields if column.attname not in skipped)

    def row(self, facts: Any, project: int, known: References) -> Fact:
        """Make the row of a fact; whatever it names is known."""
        values: dict[str, Any] = {name: getattr(facts, name) for name in self.plain}
        for name, decimals in self.numbers:
            values[name] = shape.rounded(values[name], decimals)
        for column in self.linked:
            values[column] = LINKS[column](facts, project, known)
        return self.model(source_key=facts.key, **values)

    def differs(self, row: Fact, kept: Fact) -> bool:
        """Say whether what is told now differs from what is kept."""
        return any(not shape.same(getattr(row, name), getattr(kept, name)) for name in self.compared)


def parties_in(facts: Any) -> Iterator[PartyFacts]:
    """Every party that a fact names."""
    for name in ("bidder", "party"):
        party = getattr(facts, name, None)
        if party is not None:
            yield party
    yield from getattr(facts, "joint", ())


def _lot(facts: Any, project: int, known: References) -> int | None:
    return known.lots[project, facts.lot] if facts.lot else None


def _member(facts: Any, project: int, known: References) -> int | None:
    return known.members[known.lots[project, facts.lot], facts.member] if facts.member else None


def _party(facts: Any, project: int, known: References) -> int | None:  # noqa: ARG001  -- one shape for all links
    return known.parties[facts.party] if facts.party else None


LINKS: Mapping[str, Callable[[Any, int, References], int | None]] = {
    "project_id": lambda facts, project, known: project,  # noqa: ARG005
    "lot_id": _lot,
    "bid_id": lambda facts, project, known: known.bids[known.lots[project, facts.lot], facts.bid],
    "member_id": _member,
    "contract_id": lambda facts, project, known: known.contracts[project, facts.contract],
    "bidder_id": lambda facts, project, known: known.parties[facts.bidder],  # noqa: ARG005
    "party_id": _party,
    "expert_id": lambda facts, project, known: known.experts.get(facts.expert),  # noqa: ARG005
}

TABLES = (
    Table("lots", Lot, told.LotFacts, "project_id"),
    Table("notices", Notice, told.NoticeFacts, "project_id"),
    Table("documents", Document, told.DocumentFacts, "project_id"),
    Table("questions", Question, told.QuestionFacts, "project_id"),
    Table("abnormalities", Abnormality, told.AbnormalityFacts, "project_id"),
    Table("openings", Opening, told.OpeningFacts, "lot_id"),
    Table("bids", Bid, told.BidFacts, "lot_id"),
    Table("marks", BidMark, told.MarkFacts, "lot_id"),
    Table("deposits", Deposit, told.DepositFacts, "lot_id"),
    Table("panel", PanelMember, told.MemberFacts, "lot_id"),
    Table("scores", Score, told.ScoreFacts, "bid_id"),
    Table("evaluations", Evaluation, told.EvaluationFacts, "lot_id"),
    Table("candidates", Candidate, told.CandidateFacts, "lot_id"),
    Table("awards", Award, told.AwardFacts, "lot_id"),
    Table("contracts", Contract, told.ContractFacts, "project_id"),
    Table("changes", Change, told.ChangeFacts, "contract_id"),
    Table("performances", Performance, told.PerformanceFacts, "contract_id"),
)
"""In an order in which whatever a row points at stands before it."""

BY_NAME = {table.name: table for table in TABLES}
