"""What the exchange listens to 「收听」: a project that is let in releases what was held of it."""

from itertools import groupby

from heng.faces.exchange import selectors, sources
from heng.faces.exchange.inbox import taking
from heng.faces.exchange.models import Item
from heng.ledger.listening import Told
from heng.ledger.relay import listens
from heng.registers.trading.events import ProjectAdmitted


@listens(ProjectAdmitted)
def release_what_was_held(event: ProjectAdmitted, told: Told) -> None:
    """Take what was told of a project before it was let in 「收录待进场数据」."""
    for source, items in groupby(selectors.held_at_the_gate(event.subject), key=_source):
        actor, profile = sources.sender(source)
        taking.retry(list(items), profile=profile, by=actor, on=event.on, at=told.at)


def _source(item: Item) -> str:
    return item.source
