"""The trail of a project 「来源去向」: whence it came, what followed, where it went, who saw it, who did what.

依据: 安公管办〔2022〕6号 七 (来源可溯、去向可查、监督留痕、责任可究).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import now

from heng.duties.supervision import selectors as supervision
from heng.faces.console import traces
from heng.faces.console.wording import source_name
from heng.ledger import events, reading
from heng.ledger.events import kind_of
from heng.ledger.evidence.events import DocumentIssued, FileKept, FileRead
from heng.ledger.evidence.recordings import reading as recordings
from heng.ledger.evidence.recordings.events import RecordingRead
from heng.ledger.transparency.events import BundleMade
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import PUBLIC, Actor, sees_everything
from heng.registers.parties import selectors as parties
from heng.registers.parties.events import ExpertDataRead, PersonalDataRead
from heng.registers.trading import selectors as trading
from heng.registers.trading.events import (
    FactsRevoked,
    FactsTaken,
    ProjectCorrected,
    ProjectRegistered,
    ProjectTakenOver,
)
from heng.registers.trading.models import Project

SHOWN = 20
SOURCES = frozenset(map(kind_of, (ProjectRegistered, ProjectCorrected, ProjectTakenOver, FactsTaken, FactsRevoked)))
DERIVED = frozenset(map(kind_of, (DocumentIssued, FileKept)))
SENT = frozenset({kind_of(BundleMade)})
LOOKS = frozenset(map(kind_of, (FileRead, RecordingRead, PersonalDataRead, ExpertDataRead)))
GROUPS = {"source": SOURCES, "derived": DERIVED, "sent": SENT}
"""Which acts a part of the trail tells of, by the word of the address at which all of them are read."""


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
    files = list(trading.files_of(project, actor, at=now()))
    subjects = [project.ref, *([opened.ref] if opened else []), *(file.ref for file in files if file.is_shut)]
    told = {name: reading.search(subjects=subjects, kinds=kinds, limit=SHOWN) for name, kinds in GROUPS.items()}
    looks = reading.search(subjects=_seen(project, actor, [file.ref for file in files]), kinds=LOOKS, limit=SHOWN)
    return {
        "opens_batches": sees_everything(actor),
        "source": source_name(project.source),
        "arrivals": traces.named(told["source"]),
        "file": opened,
        "derived": traces.named(told["derived"]),
        "sent": traces.named(told["sent"]),
        "is_public": trading.project(PUBLIC, project.pk) is not None,
        "readers": authorities.systems_reading(),
        "looks": traces.named(looks),
        "sums": sums(subjects),
        "newest": SHOWN,
    }


def sums(subjects: list[str]) -> list[Sum]:
    """Sum up by kind whatever else was done, the kind that was done last first; none is left out, however many."""
    rows = reading.tallies(subjects, without=SOURCES | DERIVED | SENT | LOOKS)
    names = authorities.names_behind({row.person for row in rows}, {row.department for row in rows})
    kinds: dict[str, list[reading.Tally]] = {}
    for row in rows:
        kinds.setdefault(row.kind, []).append(row)
    return sorted((_sum(kind, rows, names) for kind, rows in kinds.items()), key=lambda each: each.last, reverse=True)


def _seen(project: Project, actor: Actor, files: list[str]) -> list[str]:
    """Name what somebody may have looked at: files, recordings, people of the parties, members of the panel."""
    people = parties.refs_of_people(row.party for row in trading.parties_of(project, actor))
    experts = [member.expert.ref for member, _ in trading.panel_of(project, actor) if member.expert]
    films = [film.ref for film in recordings.recordings_about(project.ref)]
    return [*files, *films, *people, *experts]


def _sum(kind: str, rows: list[reading.Tally], names: authorities.Names) -> Sum:
    newest = sorted(rows, key=lambda row: row.last, reverse=True)
    return Sum(
        label=events.label_of(kind),
        count=sum(row.count for row in rows),
        last=newest[0].last,
        departments=_each(names.organ(row.department) for row in newest),
        people=_each(names.person(row.person) for row in newest),
        laws=_each(row.law for row in newest),
    )


def _each(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, words)))
