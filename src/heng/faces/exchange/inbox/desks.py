"""Which register takes what 「分办」: each kind of content has one desk, which answers record by record.

A new kind of content is a `Filing` of its own and one row in `DESKS`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db import transaction

from heng.faces.exchange.inbox.record import Content, Filing
from heng.registers.authorities.actors import Actor
from heng.registers.parties import services as parties
from heng.registers.parties.services import PartyFacts
from heng.registers.trading.services import intake
from heng.registers.trading.services.dossier import Dossier, InvestmentFacts

Verdict = Literal["taken", "updated", "unchanged", "held", "waiting", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a desk answers to one record; `parent` is the key that it waits for, `project` a reference."""

    verdict: Verdict
    code: str = ""
    reason: str = ""
    law: str = ""
    project: str = ""
    parent: str = ""


Desk = Callable[[Sequence[Any], str, Actor, date], Sequence[Answer]]
"""Takes contents of its kind of one source (second), on behalf of an actor, on a day; one answer each, in order."""


def trades(dossiers: Sequence[Dossier], source: str, by: Actor, on: date) -> Sequence[Answer]:  # noqa: ARG001
    """Take what is told of trades."""
    return [
        Answer(
            verdict=outcome.verdict,
            code=outcome.code,
            reason=outcome.reason,
            law=outcome.law,
            project=outcome.project_ref,
            parent=dossier.key,
        )
        for dossier, outcome in zip(dossiers, intake.take(dossiers, by=by, on=on), strict=True)
    ]


def investments(facts: Sequence[InvestmentFacts], source: str, by: Actor, on: date) -> Sequence[Answer]:
    """Take the undertakings behind trades."""
    intake.take_investments(facts, source, by=by, on=on)
    return [Answer(verdict="taken")] * len(facts)


def traders(facts: Sequence[PartyFacts], source: str, by: Actor, on: date) -> Sequence[Answer]:  # noqa: ARG001
    """Take parties (dataset 100)."""
    with transaction.atomic():
        parties.recognise(facts, by=by, on=on)
    return [Answer(verdict="taken")] * len(facts)


DESKS: dict[type[Content] | type[Filing], Desk] = {
    Dossier: trades,
    InvestmentFacts: investments,
    PartyFacts: traders,
}
