"""Reads of draws 「查阅抽取」: where one stands, under which checkpoint it is made, and who is who."""

from collections.abc import Iterable

from django.db.models import QuerySet

from heng.engines.draw import Use
from heng.ledger.draws.events import CommitmentMade, ListFrozen, RevealsClosed
from heng.ledger.draws.models import Draw, State
from heng.ledger.events import Event, kind_of
from heng.ledger.models import Checkpoint, Turn
from heng.ledger.transparency import selectors as log

OPEN = frozenset({State.FROZEN, State.COMMITTED, State.REVEALED})


def draws() -> QuerySet[Draw]:
    """List the draws, the newest first; that a list was frozen is public from that moment on."""
    return Draw.objects.told().order_by("-number")


def draw_of(number: int) -> Draw | None:
    """Find a draw with its list."""
    return (
        Draw.objects.select_related("conclusion").prefetch_related("commitments", "reveals").filter(pk=number).first()
    )


def waiting_for(authority: str) -> list[Draw]:
    """List the draws in which this organ is to do the next step, or to wait for the time of it."""
    concerned = Draw.objects.told().filter(conclusion__isnull=True).order_by("reveals_due")
    return [draw for draw in concerned if authority in whose_turn(draw)]


def whose_turn(draw: Draw) -> tuple[str, ...]:
    """Name the organs that must act next: parties that owe something, else the organiser; nobody when it has ended."""
    match draw.state:
        case State.FROZEN:
            return _lacking(draw, (one.party for one in draw.commitments.all()))
        case State.COMMITTED:
            return _lacking(draw, (one.party for one in draw.reveals.all()))
        case State.REVEALED:
            return (draw.organizer,)
    return ()


def checkpoint_of(draw: Draw) -> Checkpoint | None:
    """The first checkpoint whose tree holds list and all commitments; None while there is none."""
    wanted = len(draw.party_codes) + 1
    return _first_over(draw, (ListFrozen, CommitmentMade), wanted)


def closing_of(draw: Draw) -> Checkpoint | None:
    """The first checkpoint whose tree holds what was shown and who was absent; None while there is none."""
    return _first_over(draw, (RevealsClosed,), 1)


def needs_public_value(draw: Draw) -> bool:
    """Tell whether the public value enters: always, or because somebody was absent."""
    is_always = draw.frozen.public_value.use is Use.ALWAYS
    return is_always or any(one.absence for one in draw.reveals.all())


def names_of(draw: Draw, references: Iterable[str] | None = None) -> dict[str, str]:
    """Give the names behind references, of all or of these; the door knows who may read them."""
    found = draw.entrants.all() if references is None else draw.entrants.filter(reference__in=list(references))
    return dict(found.values_list("reference", "name"))


def log_origin() -> str:
    """The origin of the log that seals draws: no public value may come from it."""
    return log.vkey().name


def _lacking(draw: Draw, there: Iterable[str]) -> tuple[str, ...]:
    done = set(there)
    return tuple(code for code in draw.party_codes if code not in done)


def _first_over(draw: Draw, kinds: Iterable[type[Event]], wanted: int) -> Checkpoint | None:
    turns = Turn.objects.filter(entry__subject=draw.ref, entry__kind__in=[kind_of(one) for one in kinds])
    positions = sorted(turns.values_list("position", flat=True))
    if len(positions) < wanted:
        return None
    return Checkpoint.objects.filter(size__gte=positions[-1]).order_by("size").first()
