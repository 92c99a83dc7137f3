"""Acts as a page tells them 「留痕」: with names behind the references of the journal, and words behind its codes."""

from collections.abc import Sequence
from dataclasses import replace

from heng.faces.console.wording import in_words, references, says_something
from heng.ledger.reading import Trace
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.selectors import Names


def named(traces: Sequence[Trace]) -> list[Trace]:
    """Put names in place of references and words in place of codes; a few queries, however many acts."""
    told = references([fact for trace in traces for fact in trace.facts])
    names = authorities.names_behind(
        {trace.person for trace in traces} | told, {trace.department for trace in traces} | told
    )
    return [_named(trace, names) for trace in traces]


def _named(trace: Trace, names: Names) -> Trace:
    facts = (in_words(trace.kind, fact, names) for fact in trace.facts)
    return replace(
        trace,
        person=names.person(trace.person),
        department=names.organ(trace.department),
        facts=tuple(fact for fact in facts if says_something(fact)),
    )
