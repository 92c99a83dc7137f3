"""The trail of a project 「来源去向」: whence it came, what followed, where it went, who saw it, who did what.

依据: 安公管办〔2022〕6号 七 (来源可溯、去向可查、监督留痕、责任可究).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from heng.duties.supervision import selectors as supervision
from heng.faces.console import traces
from heng.faces.console.traces import Told
from heng.faces.console.wording import source_name
from heng.ledger import reading
from heng.ledger.events import kind_of
from heng.ledger.evidence import reading as evidence
from heng.ledger.evidence.events import DocumentIssued, FileKept
from heng.ledger.transparency.events import BundleMade
from heng.registers.authorities.actors import PUBLIC, Actor
from heng.registers.trading import selectors as trading
from heng.registers.trading.events import FactsRevoked, FactsTaken, ProjectCorrected, ProjectRegistered
from heng.registers.trading.models import Project

SOURCES = frozenset(map(kind_of, (ProjectRegistered, ProjectCorrected, FactsTaken, FactsRevoked)))
DERIVED = frozenset(map(kind_of, (DocumentIssued, FileKept)))
SENT = frozenset({kind_of(BundleMade)})
MOST = 200


@dataclass(frozen=True, slots=True)
class Sum:
    """All acts of one kind 「办理汇总」: how many, the last of them, by whom and on which law."""

    label: str
    count: int
    last: datetime
    departments: tuple[str, ...]
    people: tuple[str, ...]
    laws: tuple[str, ...]


def trail(project: Project, actor: Actor) -> dict[str, object]:
    """Give what the page of a project shows of its trail; the acts of others only to who sees inside."""
    if not trading.sees_inside(actor, project):
        return {"trail_is_closed": True}
    opened = supervision.file_of(project, actor)
    acts = traces.named(_acts(project, opened.ref if opened else ""))
    return {
        "source": source_name(project.source),
        "arrivals": [act for act in acts if act.kind in SOURCES],
        "file": opened,
        "derived": [act for act in acts if act.kind in DERIVED],
        "sent": [act for act in acts if act.kind in SENT],
        "is_public": trading.project(PUBLIC, project.pk) is not None,
        "looks": traces.named(evidence.looks_about(project.ref)),
        "sums": sums([act for act in acts if act.kind not in SOURCES | DERIVED | SENT]),
    }


def sums(acts: Sequence[Told]) -> list[Sum]:
    """Sum acts up by kind, the kind that was done last first."""
    kinds: dict[str, list[Told]] = {}
    for act in acts:
        kinds.setdefault(act.kind, []).append(act)
    return sorted(map(_sum, kinds.values()), key=lambda each: each.last, reverse=True)


def _acts(project: Project, file: str) -> list[reading.Trace]:
    subjects = [project.ref, *([file] if file else [])]
    return reading.search(subjects=subjects, limit=MOST)


def _sum(acts: Sequence[Told]) -> Sum:
    def told(read: Callable[[Told], str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, map(read, acts))))

    return Sum(
        label=acts[0].label,
        count=len(acts),
        last=max(act.at for act in acts),
        departments=told(lambda act: act.department),
        people=told(lambda act: act.person),
        laws=told(lambda act: act.law),
    )
