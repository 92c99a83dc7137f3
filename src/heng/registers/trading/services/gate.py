"""The entry gate 「进场关」: no project passes without a settled supervising department; there is no other way in.

依据: 安公管办〔2022〕6号 八.
"""

from collections.abc import Callable, Sequence
from datetime import date

from django.db import transaction

from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.ledger.events import Event
from heng.registers.authorities import rules as supervision
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, Role
from heng.registers.authorities.selectors import Entrustment
from heng.registers.credit import selectors as credit
from heng.registers.trading import rules
from heng.registers.trading.events import (
    AuthorityChanged,
    EntryRefused,
    ProjectAdmitted,
    ProjectReapplied,
    ProjectWithdrawn,
)
from heng.registers.trading.models import BEFORE_THE_GATE, Project, Stage
from heng.registers.trading.procedure import NOTICE_EIGHT, NOTICE_TWO, PROCEDURE
from heng.registers.trading.rules import Verdict
from heng.registers.trading.services import registration
from heng.registers.trading.services.dossier import Dossier, ProjectFacts
from heng.registers.trading.services.registration import Entered

News = Callable[[str], Event]
"""What is to be told of a project, once it has its reference."""

HANDOVER = "招标投标法实施条例 第六十一条"
LAW_LENGTH = 200  # of the columns that keep an article
ANSWERED = ("stage", "authority", "resolution", "admitted_on", "refusal_code", "refusal_reason", "refusal_law")


@transaction.atomic
def register(facts: ProjectFacts, source: str, key: str, *, by: Actor, on: date) -> Project:
    """Register a project, or correct what was registered of it under this key 「项目登记」. It is not admitted by this.

    Raises:
        Refusal: `no-authority-to-act`, `other-region`, `bad-facts`, `bad-party`, `unknown-investment`, or
            `fixed-at-the-gate` when it is admitted already and class, region or owner are to change.
    """
    entered = _register(facts, source, key, by=by, on=on)
    if entered.is_new or entered.changed:
        entered.project.save()
    _tell(entered, None, by=by, on=on)
    return entered.project


@transaction.atomic
def enter(facts: ProjectFacts, source: str, key: str, *, by: Actor, on: date) -> Project:
    """Register a project and ask whether it may enter, in one go 「申请进场」; asking again is harmless.

    Raises:
        Refusal: as `register`, and as `ask_entry` of a project that was withdrawn; then nothing is kept.
    """
    entered = _register(facts, source, key, by=by, on=on)
    project = entered.project
    asks = project.stage in BEFORE_THE_GATE
    news = _ask(project, by=by, on=on)[1] if asks else None
    if asks or entered.is_new or entered.changed:
        project.save()
    _tell(entered, news, by=by, on=on)
    return project


@transaction.atomic
def admit(project: Project, *, by: Actor, on: date) -> Project:
    """Let a project in under its supervising department 「准予进场」.

    Raises:
        Refusal: `no-authority`, `barred`, `no-approval`; or `wrong-state`, `no-authority-to-act`.
    """
    _hold(project)
    step = PROCEDURE.take("admit", project, by=by)
    verdict = ask([project], on=on)[0]
    if not verdict.allowed:
        raise Refusal(verdict.code, verdict.reason, verdict.law)
    event = answer(project, verdict, on=on)
    project.save(update_fields=ANSWERED)
    journal.record(event(project.ref), by=by, law=step.law)
    return project


@transaction.atomic
def ask_entry(project: Project, *, by: Actor, on: date) -> Verdict:
    """Ask whether a project may enter 「申请进场」, and keep the answer on it, be it a no.

    Raises:
        Refusal: `wrong-state` when it was withdrawn or is in already, `no-authority-to-act`.
    """
    _hold(project)
    verdict, news = _ask(project, by=by, on=on)
    project.save(update_fields=ANSWERED)
    if news:
        journal.record(news(project.ref), by=by, law=project.refusal_law or NOTICE_EIGHT)
    return verdict


@transaction.atomic
def withdraw(project: Project, *, by: Actor, on: date, reason: str) -> Project:
    """Take a project back before it is let in 「撤回进场登记」.

    Raises:
        Refusal: `no-reason`, `wrong-state`, `no-authority-to-act`.
    """
    if not reason.strip():
        raise Refusal("no-reason", "撤回进场登记应当说明理由，请填写理由", NOTICE_TWO)
    _hold(project)
    step = PROCEDURE.take("withdraw", project, by=by)
    project.stage = step.target
    project.save(update_fields=["stage"])
    journal.record(ProjectWithdrawn(project.ref, reason.strip(), on), by=by, law=step.law)
    return project


@transaction.atomic
def reapply(project: Project, *, by: Actor, on: date) -> Project:
    """Let a withdrawn project ask to enter again 「重新登记进场」."""
    _hold(project)
    step = PROCEDURE.take("reapply", project, by=by)
    project.stage = step.target
    project.save(update_fields=["stage"])
    journal.record(ProjectReapplied(project.ref, on), by=by, law=step.law)
    return project


@transaction.atomic
def follow_handover(project: Project, *, source: str, target: str, by: Actor, on: date) -> Project:
    """Let the department that took the matter over supervise a project that is in 「变更监督部门」.

    Before the gate nothing changes: the gate asks for itself. So does a hand-over by any but the present department.

    Raises:
        Refusal: `no-authority-to-act`: only what the two departments recorded is followed, by the clock.
    """
    if by.role != Role.CLOCK:
        raise Refusal("no-authority-to-act", "监督部门只能随移交接收变更，请办理移交", HANDOVER)
    _hold(project)
    if project.stage in BEFORE_THE_GATE or project.authority_id != source:
        return project
    project.authority_id = target
    project.save(update_fields=["authority"])
    journal.record(AuthorityChanged(project.ref, source, target, on), by=by, law=HANDOVER)
    return project


def ask(projects: Sequence[Project], *, on: date) -> list[Verdict]:
    """Judge projects by what is known of them, their entrustments and the bans of the day; nothing is written.

    A few queries, however many projects. Ones that are not saved yet cannot have been entrusted to anybody.
    """
    organs = authorities.organs(on=on)
    given = authorities.entrustments([project.ref for project in projects if project.pk])
    codes = {party.code for project in projects for party in (project.owner, project.agency) if party}
    bans = credit.bans_of(codes, on=on)
    verdicts = []
    for project in projects:
        entrustment = given.get(project.ref, Entrustment()) if project.pk else Entrustment()
        resolution = supervision.resolve(rules.facts_of(project), entrustment=entrustment, organs=organs, on=on)
        parties = (project.owner, project.agency)
        against = [ban for party in parties if party for ban in bans.get(party.code, ())]
        verdicts.append(rules.judge(project, resolution=resolution, bans=against))
    return verdicts


def answer(project: Project, verdict: Verdict, *, on: date) -> News:
    """Put the answer of the gate on a project, without saving; return the news to be told of it.

    A refused project keeps the department that would supervise it, if there is one, so that it can follow it up.
    """
    project.resolution = supervision.as_json(verdict.resolution)
    project.refusal_code = verdict.code
    project.refusal_reason = verdict.reason
    project.refusal_law = verdict.law[:LAW_LENGTH]
    project.authority_id = verdict.authority
    if not verdict.allowed:
        project.stage = Stage.REFUSED
        return lambda ref: EntryRefused(ref, verdict.code, verdict.reason, on)
    project.stage = Stage.ADMITTED
    project.admitted_on = on
    found = verdict.resolution
    return lambda ref: ProjectAdmitted(
        ref, str(found.authority), found.rule, found.article, project.trade_class, project.region, on
    )


def _register(facts: ProjectFacts, source: str, key: str, *, by: Actor, on: date) -> Entered:
    """Make or correct the row of a project, locked when it is known; it is not saved yet."""
    registration.check_may_register(by)
    dossier = Dossier(source=source, key=key, project=facts)
    registration.hold([dossier])
    known = registration.find([dossier])
    refusals = (registration.foreign(project, by) for project in known.values())
    if refusal := next(filter(None, refusals), None):
        raise refusal
    entered = registration.enter_all([dossier], known, by=by, on=on)[0]
    if isinstance(entered, Refusal):
        raise entered
    return entered


def _ask(project: Project, *, by: Actor, on: date) -> tuple[Verdict, News | None]:
    """Put the answer of the gate on a project; the news is None when it is the answer of before."""
    PROCEDURE.take("admit", project, by=by)
    verdict = ask([project], on=on)[0]
    before = (project.stage, project.refusal_code, project.refusal_reason)
    news = answer(project, verdict, on=on)
    return verdict, news if (project.stage, project.refusal_code, project.refusal_reason) != before else None


def _tell(entered: Entered, news: News | None, *, by: Actor, on: date) -> None:
    project = entered.project
    acts = [journal.Act(event, NOTICE_EIGHT) for event in registration.news_of(entered, on=on)]
    if news:
        acts.append(journal.Act(news(project.ref), project.refusal_law or NOTICE_EIGHT))
    if acts:
        journal.record_all(acts, by=by)


def _hold(project: Project) -> None:
    """Lock the row and see where it stands now, so that two who ask at once do not both decide."""
    project.refresh_from_db(from_queryset=Project.objects.select_for_update(of=("self",)))
