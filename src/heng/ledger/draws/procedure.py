"""How a draw goes 「随机抽取」: who may commit, reveal, note absences, draw; its rows say where it stands."""

from collections.abc import Collection
from typing import Protocol

from heng.engines.procedure import Procedure, Step
from heng.ledger.draws.models import Draw, State
from heng.ledger.journal import Author

EXPERT_POOL, LOTS = "安公管办〔2022〕6号 一", "安公管办〔2022〕6号 三"
LAWS = {Draw.Purpose.TARGETS: LOTS, Draw.Purpose.INSPECTORS: LOTS, Draw.Purpose.EXPERTS: EXPERT_POOL}
ACTING = frozenset({"handles", "heads"})
ORGANIZING = frozenset({"officer", "coordinator"})
FROZEN, COMMITTED, REVEALED = State.FROZEN, State.COMMITTED, State.REVEALED


class Hand(Author, Protocol):
    """Who acts, and what its post may do: handles, heads, reads, administers."""

    @property
    def power(self) -> str: ...


class Organized(Protocol):
    """A draw, with who organises it and who commits."""

    @property
    def organizer(self) -> str: ...
    @property
    def party_codes(self) -> Collection[str]: ...


def may_freeze(hand: Hand) -> bool:
    """Somebody of a department or of the coordinating office whose post may act."""
    return hand.role in ORGANIZING and hand.power in ACTING and bool(hand.authority)


def organizer(hand: Hand, draw: Organized) -> bool:
    """Somebody who may freeze lists, in the very organ that froze this one."""
    return may_freeze(hand) and hand.authority == draw.organizer


def party(hand: Hand, draw: Organized) -> bool:
    """Somebody of an organ that the list names as a party, but its administrator; who only reads elsewhere may here.

    Discipline inspection and audit have posts that read, and are the parties without an interest.
    """
    return bool(hand.power) and hand.power != "administers" and hand.authority in draw.party_codes


DRAW = Procedure(
    Step("commit", "作出承诺", (FROZEN,), COMMITTED, by=party, law=LOTS),
    Step("lapse", "终止抽取", (FROZEN,), State.LAPSED, by=organizer, law=LOTS),
    Step("reveal", "揭示随机数", (COMMITTED,), REVEALED, by=party, law=LOTS),
    Step("fallback", "截止揭示", (COMMITTED,), REVEALED, by=organizer, law=LOTS),
    Step("conclude", "抽取", (REVEALED,), State.DRAWN, by=organizer, law=LOTS),
    name="随机抽取",
    labels={state: str(label) for state, label in State.choices},
)
