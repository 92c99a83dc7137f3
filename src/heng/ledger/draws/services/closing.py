"""What verbs of draws share: the row locked, and what is told when the last has revealed 「揭示截止」."""

import hashlib
from dataclasses import asdict

import rfc8785

from heng.engines.draw import Reveal
from heng.ledger import journal
from heng.ledger.draws.events import RevealsClosed
from heng.ledger.draws.models import Draw, State
from heng.ledger.draws.procedure import Hand


def locked(draw: Draw) -> Draw:
    """Read a draw anew; whoever else acts on it waits until this transaction ends."""
    return Draw.objects.select_for_update().get(pk=draw.pk)


def again(draw: Draw) -> Draw:
    """Read a draw as it stands after what was just written."""
    return Draw.objects.get(pk=draw.pk)


def close(draw: Draw, by: Hand) -> Draw:
    """Tell, with the last of the reveals, what all of them are: it is sealed before the public value comes out."""
    draw = again(draw)
    if draw.state == State.REVEALED:
        digest = hashlib.sha256(rfc8785.dumps([asdict(one) for one in reveals_of(draw)])).hexdigest()
        absent = tuple(one.party for one in reveals_of(draw) if one.absence)
        journal.record(RevealsClosed(draw.ref, digest, absent), by=by, law=draw.law)
    return draw


def reveals_of(draw: Draw) -> tuple[Reveal, ...]:
    """Give what every party showed, in the order of the list."""
    shown = {one.party: Reveal(one.party, one.nonce, one.absence) for one in draw.reveals.all()}
    return tuple(shown[code] for code in draw.party_codes)
