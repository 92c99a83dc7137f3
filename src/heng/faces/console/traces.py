"""Acts as a page tells them 「留痕」: with the names behind the references of the journal."""

from collections.abc import Sequence
from dataclasses import replace

from heng.ledger.reading import Trace
from heng.registers.authorities import selectors as authorities


def named(traces: Sequence[Trace]) -> list[Trace]:
    """Put names in place of references; a few queries, however many acts."""
    names = authorities.names_behind({trace.person for trace in traces}, {trace.department for trace in traces})
    return [
        replace(trace, person=names.person(trace.person), department=names.organ(trace.department)) for trace in traces
    ]
