"""How far a trade has come 「阶段推进」: read from the facts that are told of it, whatever order they come in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from heng.registers.trading.models import Abnormality, Award, Notice, Performance, Project, Stage
from heng.registers.trading.procedure import PROCEDURE, VERB, WAY

ANNOUNCING = {Notice.Kind.TENDER, Notice.Kind.PREQUALIFICATION}
FINISHING = {Performance.Kind.ACCEPTANCE, Performance.Kind.SETTLEMENT}
ENDS = {
    Abnormality.Kind.FAILED: Stage.FAILED,
    Abnormality.Kind.OPENING_STOPPED: Stage.TERMINATED,
    Abnormality.Kind.NOTICE_REVOKED: Stage.TERMINATED,
}
RANK = {stage: rank for rank, stage in enumerate(WAY)}
DECIDED = RANK[Stage.AWARDED]


@dataclass(frozen=True, slots=True)
class Sign:
    """One fact that says how far a trade has come, and when that was, if it is told."""

    stage: Stage
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Past:
    """What was told before and matters now: when the trade failed last, when it was last announced."""

    failed_at: datetime | None = None
    announced_at: datetime | None = None
    is_performed: bool = True  # every contract known has been accepted or settled


def signs(facts: Iterable[tuple[str, Any]]) -> list[Sign]:
    """Read the signs in facts, each with the name of its table."""
    return [sign for table, fact in facts if (sign := _sign(table, fact)) is not None]


def destination(project: Project, seen: Sequence[Sign], past: Past) -> Stage | None:
    """Say to which stage these signs bring a project; None: it stays.

    A trade goes forward only. An end holds against everything short of an award, unless the trade was announced again
    afterwards: so that a lot that was awarded is not undone by another that failed, in whatever order they are told.
    """
    if project.stage in {Stage.COMPLETED, Stage.TERMINATED}:
        return None
    onward = [sign for sign in seen if sign.stage in RANK and (sign.stage != Stage.COMPLETED or past.is_performed)]
    best = max((RANK[sign.stage] for sign in onward), default=0)
    here = RANK.get(Stage(project.stage), 0)
    ends = [sign for sign in seen if sign.stage not in RANK]
    if max(best, here) < DECIDED and (end := _standing(project, ends, onward, past)):
        return end if end != project.stage else None
    if project.stage == Stage.FAILED:
        return WAY[best] if best else None
    return WAY[best] if best > here else None


def advance(project: Project, stage: Stage, *, by: object) -> str:
    """Take the step to a stage, without saving; return its article.

    Raises:
        Refusal: the actor may not, or the step does not leave this stage.
    """
    step = PROCEDURE.take(VERB[stage], project, by=by)
    project.stage = step.target
    return step.law


def opening_moment(project: Project, facts: Iterable[tuple[str, Any]]) -> datetime | None:
    """Say when the bids are, or were, opened, as far as these facts and the project tell."""
    opened: list[datetime] = []
    due: list[tuple[bool, datetime, datetime]] = []
    for table, fact in facts:
        if table == "openings" and fact.opened_at:
            opened.append(fact.opened_at)
        elif table == "notices" and fact.bids_due_at:
            due.append((fact.published_at is not None, fact.published_at or fact.bids_due_at, fact.bids_due_at))
    if opened:
        return min(opened)
    if due and RANK.get(Stage(project.stage), 0) < RANK[Stage.OPENED]:
        return max(due)[2]
    return project.opens_at


def _standing(project: Project, ends: Sequence[Sign], onward: Sequence[Sign], past: Past) -> Stage | None:
    """The end that stands, if one does: told now or before, and nothing happened after it."""
    moments = [sign.at for sign in onward if sign.at] + [past.announced_at] * (past.announced_at is not None)
    latest = max((moment for moment in moments if moment), default=None)
    if project.stage == Stage.FAILED and not ends:
        ends = [Sign(Stage.FAILED, past.failed_at)]
    over = [sign for sign in ends if sign.at is None or latest is None or latest <= sign.at]
    if any(sign.stage == Stage.TERMINATED for sign in over):
        return Stage.TERMINATED
    return Stage.FAILED if over else None


def _sign(table: str, fact: Any) -> Sign | None:  # noqa: C901, PLR0911  -- a table of facts, one line each
    match table:
        case "notices" if fact.kind in ANNOUNCING:
            return Sign(Stage.ANNOUNCED, fact.published_at)
        case "notices" if fact.kind == Notice.Kind.CANDIDATES:
            return Sign(Stage.PUBLICISED, fact.published_at)
        case "notices" if fact.kind == Notice.Kind.TERMINATION:
            return Sign(Stage.TERMINATED, fact.published_at)
        case "openings":
            return Sign(Stage.OPENED, fact.opened_at)
        case "evaluations":
            return Sign(Stage.EVALUATED, fact.ended_at or fact.submitted_at)
        case "candidates":
            return Sign(Stage.EVALUATED, None)
        case "awards" if fact.status == Award.Status.ACTIVE:
            return Sign(Stage.AWARDED, fact.awarded_at)
        case "contracts":
            return Sign(Stage.CONTRACTED, None)
        case "performances" if fact.kind in FINISHING:
            return Sign(Stage.COMPLETED, None)
        case "abnormalities" if fact.kind in ENDS:
            return Sign(ENDS[Abnormality.Kind(fact.kind)], fact.approved_at)
    return None
