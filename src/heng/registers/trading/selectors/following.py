"""What changed in trades 「变更」, by cursor: every change that a reader may know of, once, in the order of turns.

A change says that something happened to a project, not what: who follows reads the project again, by its own rights.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from heng.engines.procedure import Refusal
from heng.ledger import events, reading
from heng.ledger.reading import News
from heng.registers.authorities.actors import Actor
from heng.registers.trading import events as told
from heng.registers.trading.models import Project
from heng.registers.trading.selectors.contents import PUBLICISED, is_opened
from heng.registers.trading.selectors.search import visible_to

KINDS = frozenset(
    events.kind_of(event)
    for event in (
        told.ProjectRegistered,
        told.ProjectCorrected,
        told.ProjectAdmitted,
        told.EntryRefused,
        told.ProjectWithdrawn,
        told.ProjectReapplied,
        told.AuthorityChanged,
        told.FactsTaken,
        told.FactsRevoked,
        told.NoticePublished,
        told.BidsOpened,
        told.BidsEvaluated,
        told.CandidatesPublicised,
        told.AwardMade,
        told.ContractSigned,
        told.ProjectCompleted,
        told.ProjectFailed,
        told.ProjectTerminated,
    )
)
OPEN_TABLES = frozenset({
    "lots", "notices", "documents", "questions", "abnormalities", "openings", "awards", "contracts", "changes",
    "performances",
})  # fmt: skip
"""Facts of these tables are public as soon as they are told; how many bids came in is not (招标投标法 第二十二条)."""

WINDOW = 500
WINDOWS = 4  # in one answer: a reader of few projects is not kept waiting while many are passed over


@dataclass(frozen=True, slots=True)
class Change:
    """Something happened to a project; `position` is the turn of its entry in the journal."""

    position: int
    entry: int
    kind: str
    label: str
    at: datetime
    project: Project


@dataclass(frozen=True, slots=True)
class ChangePage:
    """Changes after a cursor; `cursor` asks for the next ones, `has_more` says that some are there already."""

    changes: tuple[Change, ...]
    cursor: int
    has_more: bool


def changes(reader: Actor, *, since: int, limit: int, newest_only: bool = False) -> ChangePage:
    """List the changes after a cursor, in order; with `newest_only` each project once, at the newest of its changes.

    Raises:
        Refusal: `cursor-ahead`: the cursor lies beyond the journal, as after the database was restored.
    """
    horizon = reading.horizon()
    if since > horizon:
        raise Refusal("cursor-ahead", f"游标 {since} 超出当前最大序号 {horizon}，请从 0 开始重新同步")
    found: list[Change] = []
    position = since
    for _ in range(WINDOWS):
        window = reading.news(KINDS, after=position, until=horizon, limit=WINDOW)
        for change in _known(reader, window, horizon, newest_only=newest_only):
            found.append(change)
            if len(found) == limit:
                return ChangePage(tuple(found), change.position, change.position < horizon)
        if len(window) < WINDOW:
            return ChangePage(tuple(found), horizon, has_more=False)
        position = window[-1].position
    return ChangePage(tuple(found), position, position < horizon)


def newest_changes(projects: Iterable[Project]) -> dict[int, Change]:
    """Find by number the newest change of each project that everybody may know of; one query for however many."""
    by_ref = {project.ref: project for project in projects}
    found = {}
    for one in reading.news(KINDS, after=0, until=reading.horizon(), subjects=by_ref) if by_ref else ():
        project = by_ref[one.event.subject]
        if _is_told(one, project):
            found[project.pk] = _change(one, project)
    return found


def _known(reader: Actor, window: Sequence[News], horizon: int, *, newest_only: bool) -> list[Change]:
    seen = _seen(reader, {one.event.subject for one in window})
    known = [_change(one, seen[one.event.subject]) for one in window if _is_told(one, seen.get(one.event.subject))]
    if not newest_only or not known:
        return known
    refs = {change.project.ref: change.project for change in known}
    later = reading.news(KINDS, after=window[-1].position, until=horizon, subjects=refs)
    newest = {change.project.pk: change.position for change in known}
    newest |= {refs[one.event.subject].pk: one.position for one in later if _is_told(one, refs[one.event.subject])}
    return [change for change in known if newest[change.project.pk] == change.position]


def _seen(reader: Actor, refs: Collection[str]) -> dict[str, Project]:
    numbers = [int(ref.removeprefix("TP")) for ref in refs]
    rows = visible_to(reader).select_related("owner", "agency", "authority").defer("search")
    return {row.ref: row for row in rows.filter(pk__in=numbers)}


def _is_told(one: News, project: Project | None) -> bool:
    """Facts are told of once a reader may see any of them; before bids are opened not even that some came in."""
    if project is None:
        return False
    if not isinstance(one.event, told.FactsTaken | told.FactsRevoked):
        return True
    tables = set(one.event.tables)
    if tables & OPEN_TABLES:
        return True
    return ("bids" in tables and is_opened(project)) or ("candidates" in tables and project.stage in PUBLICISED)


def _change(one: News, project: Project) -> Change:
    return Change(one.position, one.entry, one.kind, events.label_of(one.kind), one.at, project)
