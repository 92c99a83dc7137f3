"""Which register takes what 「分办」: each kind of content has one desk, which answers record by record.

A new kind of content is a `Filing` of its own and one row in `DESKS`.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from heng.faces.exchange.inbox.answer import Answer, Desk, Verdict
from heng.faces.exchange.inbox.national import filing
from heng.faces.exchange.inbox.national.matters import MatterFiling
from heng.faces.exchange.inbox.national.subjects import CreditFiling
from heng.faces.exchange.inbox.record import Content, Filing
from heng.registers.authorities.actors import Actor
from heng.registers.parties import services as parties
from heng.registers.parties.services import PartyFacts
from heng.registers.trading.services import intake
from heng.registers.trading.services.dossier import Dossier, InvestmentFacts

__all__ = ["DESKS", "Answer", "Desk", "Verdict"]


def trades(dossiers: Sequence[Dossier], source: str, by: Actor, on: date) -> Sequence[Answer]:  # noqa: ARG001
    """Take what is told of trades."""
    return [
        Answer(
            verdict=outcome.verdict,
            code=outcome.code,
            reason=outcome.reason,
            law=outcome.law,
            project=outcome.project_ref,
            parent=outcome.parent if outcome.code == "unknown-investment" else dossier.key,
        )
        for dossier, outcome in zip(dossiers, intake.take(dossiers, by=by, on=on), strict=True)
    ]


def investments(facts: Sequence[InvestmentFacts], source: str, by: Actor, on: date) -> Sequence[Answer]:
    """Take the undertakings behind trades."""
    return [Answer(verdict=verdict) for verdict in intake.take_investments(facts, source, by=by, on=on)]


def traders(facts: Sequence[PartyFacts], source: str, by: Actor, on: date) -> Sequence[Answer]:  # noqa: ARG001
    """Take parties (dataset 100)."""
    with transaction.atomic():
        parties.recognise(facts, by=by, on=on)
    return [Answer(verdict="taken")] * len(facts)


DESKS: dict[type[Content] | type[Filing], Desk] = {
    Dossier: trades,
    InvestmentFacts: investments,
    PartyFacts: traders,
    CreditFiling: filing.credit_files,
    MatterFiling: filing.matters,
}
