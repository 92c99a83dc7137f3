"""A draw as pages tell it 「抽取说明」: its stages, parties and result; names only where the reader may know them."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heng.engines import draw as engine
from heng.ledger import reading
from heng.ledger.draws import selectors as draws
from heng.ledger.draws.models import Draw, State
from heng.ledger.transparency import proving
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, is_administrator

NAMED = frozenset({Draw.Purpose.TARGETS, Draw.Purpose.INSPECTORS})
"""Purposes of which everybody learns who was drawn; experts stay unnamed until the award (招标投标法 第三十七条)."""

TONES = {
    State.FROZEN: "info",
    State.COMMITTED: "info",
    State.REVEALED: "warn",
    State.DRAWN: "ok",
    State.LAPSED: "bad",
}
STAGES: tuple[tuple[str | Promise, frozenset[State]], ...] = (
    (_("冻结名单"), frozenset()),
    (_("各方承诺"), frozenset({State.FROZEN, State.LAPSED})),
    (_("各方揭示"), frozenset({State.COMMITTED})),
    (_("抽取"), frozenset({State.REVEALED})),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A draw in a list."""

    draw: Draw
    organizer: str
    waits_for: str

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return TONES[self.draw.state]


@dataclass(frozen=True, slots=True)
class Party:
    """What a party did, and when."""

    code: str
    name: str
    digest: str = ""
    committed_at: datetime | None = None
    nonce: str = ""
    absence: str = ""
    shown_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody or something of the list, by its reference; the name is empty where the reader may not know it."""

    reference: str
    name: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the list: how many are in it, may be drawn, are drawn; and who was."""

    name: str
    quota: int
    candidates: int
    eligible: int
    drawn: tuple[Person, ...] = ()
    substitutes: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """An act about a draw, with the leaf at which it is sealed."""

    entry: int
    label: str
    at: datetime
    department: str
    leaf: int | None


def lines(found: Sequence[Draw]) -> list[Line]:
    """Tell draws in a list; two queries for all names."""
    waiting = {draw.pk: draws.whose_turn(draw) for draw in found}
    codes = {code for turn in waiting.values() for code in turn} | {draw.organizer for draw in found}
    names = authorities.names_behind((), codes)
    return [Line(draw, names.organ(draw.organizer), "、".join(map(names.organ, waiting[draw.pk]))) for draw in found]


def told(draw: Draw, reader: Actor) -> dict[str, object]:
    """Give a page all that it tells of a draw to this reader."""
    record = engine.read(draw.conclusion.record) if draw.state == State.DRAWN else None
    return {
        "draw": draw,
        "line": lines([draw])[0],
        "frozen": draw.frozen,
        "is_always": draw.frozen.public_value.use is engine.Use.ALWAYS,
        "parties": _parties(draw),
        "parts": _parts(draw, record, reader),
        "kept_out": _kept_out(draw),
        "checkpoint": draws.checkpoint_of(draw),
        "acts": _acts(draw),
        "stages": [(label, _stage(draw, number)) for number, (label, _states) in enumerate(STAGES)],
        "record": record,
    }


def _stage(draw: Draw, number: int) -> str:
    here = next((at for at, (_label, states) in enumerate(STAGES) if draw.state in states), len(STAGES))
    return "done" if number < here else "now" if number == here else "ahead"


def _parties(draw: Draw) -> list[Party]:
    names = authorities.names_behind((), draw.party_codes)
    pledges = {one.party: one for one in draw.commitments.all()}
    shown = {one.party: one for one in draw.reveals.all()}
    found = []
    for code in draw.party_codes:
        pledge, reveal = pledges.get(code), shown.get(code)
        promised = (pledge.digest, pledge.at) if pledge else ("", None)
        told = (reveal.nonce, reveal.absence, reveal.at) if reveal else ("", "", None)
        found.append(Party(code, names.organ(code), *promised, *told))
    return found


def _parts(draw: Draw, record: engine.Record | None, reader: Actor) -> list[Part]:
    size = Counter(one.stratum for one in draw.frozen.candidates)
    results = {one.stratum: one for one in record.result} if record else {}
    known = _known(draw, reader, {name for one in results.values() for name in one.drawn})
    parts = []
    for stratum in draw.frozen.strata:
        result = results.get(stratum.name)
        people = [_people(names, known) for names in ((result.drawn, result.substitutes) if result else ((), ()))]
        parts.append(Part(stratum.name, stratum.quota, size[stratum.name], len(draw.frozen.eligible(stratum)), *people))
    return parts


def _known(draw: Draw, reader: Actor, drawn: Collection[str]) -> dict[str, str]:
    """Names that the reader may know: the organiser's staff and who inspects it, all; others at most those drawn."""
    readable = authorities.departments_read_by(reader)
    if (readable is None or draw.organizer in readable) and not is_administrator(reader):
        return draws.names_of(draw)
    return draws.names_of(draw, drawn) if draw.purpose in NAMED else {}


def _people(references: Collection[str], known: dict[str, str]) -> tuple[Person, ...]:
    return tuple(Person(reference, known.get(reference, "")) for reference in references)


def _kept_out(draw: Draw) -> list[tuple[str, int]]:
    """Count who is kept out, by reason; one with two reasons counts under both."""
    every = Counter(reason for one in draw.frozen.candidates for reason in (*one.exclusions, *one.recusals))
    return every.most_common()


def _acts(draw: Draw) -> list[Act]:
    traces = reading.entries_about(draw.ref)
    leaves = proving.leaves_of([trace.entry for trace in traces])
    names = authorities.names_behind((), {trace.department for trace in traces})
    return [
        Act(trace.entry, trace.label, trace.at, names.organ(trace.department), leaves.get(trace.entry))
        for trace in traces
        if trace.kind.startswith("draws.")
    ]
