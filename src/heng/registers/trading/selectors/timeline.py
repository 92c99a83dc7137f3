"""The timeline of a project 「全流程时间轴」: every stage and node, and the days by which the law wants the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from heng.engines import deadlines
from heng.engines.deadlines import Due, Kind, Period
from heng.registers.authorities.actors import Actor
from heng.registers.credit.models import Regime
from heng.registers.parties.selectors import shown_name
from heng.registers.trading.models import (
    Abnormality,
    Award,
    Candidate,
    Change,
    Contract,
    Evaluation,
    Notice,
    Opening,
    Performance,
    Project,
    Stage,
)
from heng.registers.trading.procedure import NOTICE_EIGHT
from heng.registers.trading.selectors.contents import is_opened, questions_of
from heng.registers.trading.selectors.search import resolution_of

BEIJING = ZoneInfo("Asia/Shanghai")
OF_MANDATORY_TRADES = {"T03", "T11", "T12"}  # 招标投标法 第二十四条, 招标投标法实施条例 第五十四条
PUBLICISED = {Stage.PUBLICISED, Stage.AWARDED, Stage.CONTRACTED, Stage.COMPLETED}
STAGE_OF = {
    Notice.Kind.TENDER: Stage.ANNOUNCED,
    Notice.Kind.PREQUALIFICATION: Stage.ANNOUNCED,
    Notice.Kind.CLARIFICATION: Stage.ANNOUNCED,
    Notice.Kind.CORRECTION: Stage.ANNOUNCED,
    Notice.Kind.CANDIDATES: Stage.PUBLICISED,
    Notice.Kind.RESULT: Stage.AWARDED,
    Notice.Kind.CONTRACT: Stage.CONTRACTED,
    Notice.Kind.TERMINATION: Stage.TERMINATED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One node of the timeline.

    A node that happened has its day, and `at` when the hour is known; one that is planned is open. A node that the
    law wants by a day has that `due` with its period and law: `state` is kept, late, or open (nothing told yet); the
    reader compares open ones with today.
    """

    stage: str
    label: str
    day: date | None
    at: datetime | None = None
    detail: str = ""
    law: str = ""
    state: Literal["happened", "kept", "late", "open"] = "happened"
    due: Due | None = None
    period: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nothing was told of it yet."""
        return self.state == "open"


@dataclass(frozen=True, slots=True)
class Nodes:
    """The facts of a project that stand on its timeline."""

    notices: list[Notice]
    openings: list[Opening]
    evaluations: list[Evaluation]
    candidates: list[Candidate]
    awards: list[Award]
    contracts: list[Contract]


def timeline(project: Project, actor: Actor) -> list[Moment]:
    """Every node of a project in the order of time, days wanted by law among them; a fixed number of queries.

    What has no day stands last. Personal data and what is still secret is not in it.
    """
    nodes = _nodes_of([project])[project.pk]
    found = [
        *_gate(project, actor),
        *_tendering(project, actor, nodes),
        *_deciding(nodes, actor),
        *_performing(project, nodes),
        *_wanted(project, nodes),
    ]
    return sorted(found, key=_when)


def awaited(projects: Sequence[Project]) -> list[list[Moment]]:
    """What the law wants done by a day in each project and nobody has told of yet: acts, not periods that must last.

    A few queries, however many projects.
    """
    nodes = _nodes_of(projects)
    return [
        [moment for moment in _wanted(project, nodes[project.pk]) if moment.state == "open" and is_act(moment)]
        for project in projects
    ]


def is_act(moment: Moment) -> bool:
    """Say whether the law wants something done by this node, rather than a time to last until it."""
    period = _period(moment.period, moment.day) if moment.day else None
    return period is not None and period.kind == Kind.MAX


def _nodes_of(projects: Sequence[Project]) -> dict[int, Nodes]:
    """Gather the nodes of each project by its key; candidates are known once they are published."""
    found = {project.pk: Nodes([], [], [], [], [], []) for project in projects}
    publicised = [project.pk for project in projects if project.stage in PUBLICISED]
    of_lots = {"lot__project__in": list(found), "withdrawn_on__isnull": True}
    of_projects = {"project__in": list(found), "withdrawn_on__isnull": True}
    for notice in Notice.objects.filter(**of_projects):
        found[notice.project_id].notices.append(notice)
    for opening in Opening.objects.filter(**of_lots).select_related("lot"):
        found[opening.lot.project_id].openings.append(opening)
    for evaluation in Evaluation.objects.filter(**of_lots).select_related("lot"):
        found[evaluation.lot.project_id].evaluations.append(evaluation)
    for one in Candidate.objects.filter(**of_lots | {"lot__project__in": publicised}).select_related("lot", "party"):
        found[one.lot.project_id].candidates.append(one)
    for award in Award.objects.filter(**of_lots).select_related("lot", "party"):
        found[award.lot.project_id].awards.append(award)
    for contract in Contract.objects.filter(**of_projects).select_related("party"):
        found[contract.project_id].contracts.append(contract)
    return found


def _gate(project: Project, actor: Actor) -> Iterator[Moment]:
    owner = shown_name(project.owner, actor)
    yield Moment(stage=Stage.APPLIED, label="项目登记", day=project.registered_on, detail=owner)
    if project.admitted_on:
        name = project.authority.name if project.authority else ""
        yield Moment(
            stage=Stage.ADMITTED,
            label="准予进场",
            day=project.admitted_on,
            detail=f"监督部门：{name}",
            law=NOTICE_EIGHT,
        )
    elif project.stage == Stage.REFUSED:
        yield Moment(
            stage=Stage.REFUSED, label="未准进场", day=None, detail=project.refusal_reason, law=project.refusal_law
        )


def _tendering(project: Project, actor: Actor, nodes: Nodes) -> Iterator[Moment]:
    for notice in nodes.notices:
        stage = STAGE_OF[Notice.Kind(notice.kind)]
        yield _at(stage, notice.get_kind_display(), notice.published_at, notice.title)
    for question in questions_of(project, actor):
        yield _at(Stage.ANNOUNCED, "答疑", question.at, question.title)
    for opening in nodes.openings:
        yield _at(Stage.OPENED, "开标", opening.opened_at, f"{opening.lot.name} {opening.place}".strip())
    if project.opens_at and not is_opened(project):
        yield replace(_at(Stage.OPENED, "计划开标", project.opens_at, ""), state="open")
    for row in Abnormality.objects.filter(project=project, withdrawn_on__isnull=True):
        stage = Stage.FAILED if row.kind == Abnormality.Kind.FAILED else Stage.TERMINATED
        yield _at(stage, row.get_kind_display(), row.approved_at, row.title)


def _deciding(nodes: Nodes, actor: Actor) -> Iterator[Moment]:
    for evaluation in nodes.evaluations:
        ended = evaluation.ended_at or evaluation.submitted_at
        yield _at(Stage.EVALUATED, "评标（评审）完成", ended, evaluation.lot.name)
    for award in nodes.awards:
        party = shown_name(award.party, actor) if award.party else ""
        yield _at(Stage.AWARDED, f"定标（{award.get_status_display()}）", award.awarded_at, f"{award.lot.name} {party}")
    shown = _first([row for row in nodes.notices if row.kind == Notice.Kind.CANDIDATES], "published_at")
    for one in nodes.candidates:
        detail = f"{one.lot.name} {shown_name(one.party, actor)}"
        yield _at(Stage.PUBLICISED, f"中标候选人第{one.rank}名", shown, detail)


def _performing(project: Project, nodes: Nodes) -> Iterator[Moment]:
    for contract in nodes.contracts:
        detail = contract.name or contract.number
        yield Moment(stage=Stage.CONTRACTED, label="签订合同", day=contract.signed_on, detail=detail)
    changes = Change.objects.filter(contract__project=project, withdrawn_on__isnull=True)
    for change in changes:
        yield Moment(stage=Stage.CONTRACTED, label="合同变更", day=change.changed_on, detail=change.content)
    for row in Performance.objects.filter(contract__project=project, withdrawn_on__isnull=True):
        yield Moment(stage=Stage.COMPLETED, label=row.get_kind_display(), day=row.happened_on, detail=row.content)


def _wanted(project: Project, nodes: Nodes) -> Iterator[Moment]:
    """Days by which, or until which, the law of this regime wants something."""
    if project.regime not in {Regime.TENDERING, Regime.PROCUREMENT}:
        return
    tendered = project.regime == Regime.TENDERING
    tender = _day(_first([row for row in nodes.notices if row.kind == Notice.Kind.TENDER], "published_at"))
    due = _day(_first([row for row in nodes.notices if row.bids_due_at], "bids_due_at"))
    ended = _day(_first([row for row in nodes.evaluations if row.ended_at], "ended_at"))
    awarded = _day(_first([row for row in nodes.awards if row.awarded_at], "awarded_at"))
    published = _first([row for row in nodes.notices if row.kind == Notice.Kind.CANDIDATES], "published_at")
    until = next((row.ends_on for row in nodes.notices if row.kind == Notice.Kind.CANDIDATES and row.ends_on), None)
    result = _day(_first([row for row in nodes.notices if row.kind == Notice.Kind.RESULT], "published_at"))
    signed = min((row.signed_on for row in nodes.contracts if row.signed_on), default=None)
    if tendered:
        wanted = (
            (Stage.OPENED, "T03", "投标截止不早于", tender, due),
            (Stage.PUBLICISED, "T11", "公示中标候选人", ended, _day(published)),
            (Stage.PUBLICISED, "T12", "候选人公示期满", _day(published), until),
            (Stage.CONTRACTED, "T15", "签订合同", awarded, signed),
        )
    else:
        wanted = (
            (Stage.OPENED, "P01" if "公开招标" in project.mode else "", "投标截止不早于", tender, due),
            (Stage.AWARDED, "P07", "确定中标（成交）供应商", ended, awarded),
            (Stage.AWARDED, "P08", "公告结果", awarded, result),
            (Stage.CONTRACTED, "P10", "签订合同", awarded, signed),
        )
    spared = OF_MANDATORY_TRADES if _is_voluntary(project) else set()
    for stage, number, label, start, act in wanted:
        if number in spared:
            continue
        if start is not None and (period := _period(number, start)) is not None:
            yield _by_law(stage, label, period, start, act)


def _is_voluntary(project: Project) -> bool:
    found = resolution_of(project)
    return found is not None and found.is_voluntary


def _by_law(stage: Stage, label: str, period: Period, start: date, act: date | None) -> Moment:
    due = period.due(start)
    state: Literal["kept", "late", "open"] = "open"
    if act is not None:
        state = "kept" if period.is_kept(start, act) else "late"
    word = "不少于" if period.kind == Kind.MIN else "应当在"
    detail = f"{period.event}：{word}{period.wording.removeprefix('不少于')}"
    return Moment(
        stage=stage, label=f"法定期限：{label}", day=due.day, detail=detail, law=period.law, state=state, due=due,
        period=period.id,
    )  # fmt: skip


def _period(number: str, on: date) -> Period | None:
    return deadlines.periods(on=on).get(number)


def _at(stage: Stage, label: str, at: datetime | None, detail: str) -> Moment:
    return Moment(stage=stage, label=label, day=_day(at), at=at, detail=detail)


def _first(rows: list[Notice] | list[Evaluation] | list[Award], name: str) -> datetime | None:
    return min((moment for row in rows if (moment := getattr(row, name))), default=None)


def _day(at: datetime | None) -> date | None:
    return at.astimezone(BEIJING).date() if at else None


def _when(moment: Moment) -> tuple[date, int, datetime]:
    rank = list(Stage).index(Stage(moment.stage))
    midnight = datetime(1, 1, 2, tzinfo=BEIJING)
    return moment.day or date.max, rank, moment.at or midnight
