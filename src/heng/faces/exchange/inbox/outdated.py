"""What an outdated version still tells 「旧版数据」: that a party took part, even if the fact about it was replaced.

In their own order the earlier version would have entered the party; so it does when it comes late. Its name does not
count then, since a later version may have told another.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from heng.faces.exchange.inbox.memory import TABLES
from heng.registers.authorities.actors import Actor
from heng.registers.parties import selectors as registry
from heng.registers.parties import services as parties
from heng.registers.parties.services import PartyFacts
from heng.registers.trading.services.dossier import Dossier


def enter_parties(dossiers: Sequence[Dossier], *, by: Actor, on: date) -> None:
    """Enter the parties of these dossiers, without giving another name to any that is known."""
    told = {party: None for dossier in dossiers for party in _parties(dossier) if party.kind == "legal"}
    if not told:
        return
    names = registry.names_of(parties.code_of(party) for party in told)
    facts = [replace(party, name=names.get(parties.code_of(party), party.name)) for party in told]
    parties.recognise(facts, by=by, on=on)


def _parties(dossier: Dossier) -> Iterator[PartyFacts]:
    facts: Iterable[object] = (fact for table in TABLES for fact in getattr(dossier, table))
    for fact in (*([dossier.project] if dossier.project else []), *facts):
        for name in ("owner", "agency", "bidder", "party"):
            if isinstance(party := getattr(fact, name, None), PartyFacts):
                yield party
        yield from getattr(fact, "joint", ())
