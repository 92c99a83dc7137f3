"""What happens in a trade beyond the gate 「交易环节」, told act by act; each goes the way of the intake."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction

from heng.engines.procedure import Refusal
from heng.registers.authorities.actors import Actor
from heng.registers.trading.models import Abnormality, Notice, Project
from heng.registers.trading.procedure import PROCEDURE
from heng.registers.trading.services import intake
from heng.registers.trading.services.dossier import (
    AbnormalityFacts,
    AwardFacts,
    BidFacts,
    CandidateFacts,
    ChangeFacts,
    ContractFacts,
    Dossier,
    EvaluationFacts,
    LotFacts,
    MemberFacts,
    NoticeFacts,
    OpeningFacts,
    PerformanceFacts,
    ScoreFacts,
)


def publish_notice(
    project: Project, notice: NoticeFacts, *, lots: Sequence[LotFacts] = (), by: Actor, on: date
) -> Project:
    """Publish a notice, with the lots it announces 「发布公告」."""
    return _tell(project, Dossier(source="", key="", notices=(notice,), lots=tuple(lots)), by=by, on=on)


def open_bids(project: Project, opening: OpeningFacts, bids: Sequence[BidFacts], *, by: Actor, on: date) -> Project:
    """Open the bids of a lot, all of them 「开标」."""
    return _tell(project, Dossier(source="", key="", openings=(opening,), bids=tuple(bids)), by=by, on=on)


def evaluate(
    project: Project,
    evaluation: EvaluationFacts,
    *,
    panel: Sequence[MemberFacts] = (),
    scores: Sequence[ScoreFacts] = (),
    candidates: Sequence[CandidateFacts] = (),
    by: Actor,
    on: date,
) -> Project:
    """Hand in the report of the panel, with its members, scores and candidates 「评标（评审）」."""
    told = Dossier(
        source="",
        key="",
        evaluations=(evaluation,),
        panel=tuple(panel),
        scores=tuple(scores),
        candidates=tuple(candidates),
    )
    return _tell(project, told, by=by, on=on)


def publicise(
    project: Project, notice: NoticeFacts, candidates: Sequence[CandidateFacts] = (), *, by: Actor, on: date
) -> Project:
    """Publish the candidates for award 「公示中标候选人」."""
    announced = replace(notice, kind=Notice.Kind.CANDIDATES.value)
    return _tell(project, Dossier(source="", key="", notices=(announced,), candidates=tuple(candidates)), by=by, on=on)


def award(project: Project, awards: Sequence[AwardFacts], *, by: Actor, on: date) -> Project:
    """Award lots 「定标」."""
    return _tell(project, Dossier(source="", key="", awards=tuple(awards)), by=by, on=on)


def sign(project: Project, contract: ContractFacts, *, by: Actor, on: date) -> Project:
    """Sign a contract 「签订合同」."""
    return _tell(project, Dossier(source="", key="", contracts=(contract,)), by=by, on=on)


def change_contract(project: Project, change: ChangeFacts, *, by: Actor, on: date) -> Project:
    """Change a contract 「合同变更」."""
    return _tell(project, Dossier(source="", key="", changes=(change,)), by=by, on=on)


def record_performance(project: Project, moment: PerformanceFacts, *, by: Actor, on: date) -> Project:
    """Record how a contract is performed 「登记履约」; the last acceptance or settlement completes the project."""
    return _tell(project, Dossier(source="", key="", performances=(moment,)), by=by, on=on)


@transaction.atomic
def fail(project: Project, report: AbnormalityFacts, *, by: Actor, on: date) -> Project:
    """Record that the trade failed 「登记流标」."""
    PROCEDURE.take("fail", project, by=by)
    told = replace(report, kind=Abnormality.Kind.FAILED.value)
    return _tell(project, Dossier(source="", key="", abnormalities=(told,)), by=by, on=on)


@transaction.atomic
def terminate(project: Project, report: AbnormalityFacts, *, by: Actor, on: date) -> Project:
    """End the trade for good 「终止交易」."""
    PROCEDURE.take("terminate", project, by=by)
    kind = report.kind if report.kind in ENDING else Abnormality.Kind.OPENING_STOPPED.value
    return _tell(project, Dossier(source="", key="", abnormalities=(replace(report, kind=kind),)), by=by, on=on)


ENDING = {Abnormality.Kind.OPENING_STOPPED.value, Abnormality.Kind.NOTICE_REVOKED.value}


@transaction.atomic
def _tell(project: Project, told: Dossier, *, by: Actor, on: date) -> Project:
    """Take in a dossier of this project, and bring the object up to date.

    Raises:
        Refusal: the project is not in, the facts do not fit, or a lot, bid or contract that they name is unknown.
    """
    outcome = intake.take([replace(told, source=project.source, key=project.source_key)], by=by, on=on)[0]
    if outcome.verdict in {"held", "waiting", "refused"}:
        raise Refusal(outcome.code, outcome.reason, outcome.law)
    project.refresh_from_db()
    return project
