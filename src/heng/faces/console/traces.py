"""Acts as a page tells them 「留痕」: with names behind the references of the journal, and words behind its codes."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from heng.faces.console.wording import in_words, references, says_something
from heng.ledger.reading import Trace
from heng.ledger.transparency import proving
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.selectors import Names

MESSAGE, BATCH = "message", "PC"


@dataclass(frozen=True, slots=True)
class Told(Trace):
    """An act as a page tells it, with the leaf at which it is sealed; None while it waits."""

    leaf: int | None = None

    @property
    def batch(self) -> int | None:
        """The number of the batch with which came what this act tells of, if it came by the intake."""
        told = next((fact.value for fact in self.facts if fact.name == MESSAGE), "")
        return int(told.removeprefix(BATCH)) if told.startswith(BATCH) else None

    @property
    def is_sealed(self) -> bool:
        """Whether it stands in the public log."""
        return self.leaf is not None


def sealed(trace: Trace | None) -> Told | None:
    """Tell one act, with its seal."""
    return named([trace])[0] if trace else None


def named(traces: Sequence[Trace]) -> list[Told]:
    """Put names in place of references and words in place of codes; a few queries, however many acts."""
    told = references([fact for trace in traces for fact in trace.facts])
    names = authorities.names_behind(
        {trace.person for trace in traces} | told, {trace.department for trace in traces} | told
    )
    leaves = proving.leaves_of([trace.entry for trace in traces])
    return [_named(trace, names, leaves.get(trace.entry)) for trace in traces]


def _named(trace: Trace, names: Names, leaf: int | None) -> Told:
    facts = (in_words(trace.kind, fact, names) for fact in trace.facts)
    told = {field.name: getattr(trace, field.name) for field in fields(Trace)} | {
        "person": names.person(trace.person),
        "department": names.organ(trace.department),
        "facts": tuple(fact for fact in facts if says_something(fact)),
    }
    return Told(**told, leaf=leaf)
