"""One sitting over a batch of dossiers 「批次办理」: register, ask the gate, store, advance, tell.

No two dossiers of a batch are of one project. Everything happens in the caller's transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.ledger.journal import Act
from heng.registers.authorities.actors import Actor
from heng.registers.parties import selectors as registry
from heng.registers.parties import services as parties
from heng.registers.parties.services import PartyFacts
from heng.registers.trading.events import FactsRevoked, FactsTaken
from heng.registers.trading.models import BEFORE_THE_GATE, Project, Stage
from heng.registers.trading.procedure import NEWS, NOTICE_EIGHT, PROCEDURE, TRACE
from heng.registers.trading.services import gate, past, registration, shape, staging, storing
from heng.registers.trading.services.dossier import Dossier
from heng.registers.trading.services.outcome import Answer, Outcome
from heng.registers.trading.services.registration import Entered, key_of
from heng.registers.trading.services.storing import Difference, Told
from heng.registers.trading.services.tables import TABLES, References, parties_in

COLUMNS = (*registration.WRITTEN, *gate.ANSWERED, "opens_at")
NOT_IN = {
    Stage.APPLIED: "项目尚未申请进场，准予进场后再收录交易数据",
    Stage.WITHDRAWN: "进场登记已撤回，重新登记并准予进场后再收录交易数据",
}


@dataclass(slots=True)
class Case:
    """One dossier before the sitting: its project, and what becomes of it."""

    dossier: Dossier
    project: Project | None = None
    entered: Entered | None = None
    verdict: Answer | None = None
    refusal: Refusal | None = None
    parent: str = ""
    decided: tuple[gate.News, str] | None = None  # by the gate: what is told, and its article
    told: Told | None = None
    differences: list[Difference] = field(default_factory=list)
    revoked: list[str] = field(default_factory=list)
    moved: str | None = None  # to another stage: by which article
    is_dirty: bool = False

    def close(self, verdict: Answer, refusal: Refusal, parent: str = "") -> None:
        """Answer the dossier: it goes no further."""
        self.verdict, self.refusal, self.parent = verdict, refusal, parent

    @property
    def is_new(self) -> bool:
        """Whether the project is registered by this very dossier."""
        return self.entered is not None and self.entered.is_new


class Sitting:
    """A batch and whoever looks at it."""

    def __init__(self, dossiers: Sequence[Dossier], *, by: Actor, on: date) -> None:
        self.cases = [Case(dossier) for dossier in dossiers]
        self.by = by
        self.on = on

    def hold(self) -> list[Outcome]:
        """Go through the batch, and answer each dossier in order."""
        self._register()
        self._ask_the_gate()
        known = self._choose()
        self._save_new()
        self._store(known)
        self._save_known()
        self._tell()
        return [_outcome(case) for case in self.cases]

    def _register(self) -> None:
        dossiers = [case.dossier for case in self.cases]
        registration.hold(dossiers)
        known = registration.find(dossiers)
        for case in self.cases:
            case.project = known.get(key_of(case.dossier))
            if flaw := _flaw(case.dossier):
                case.close("refused", Refusal("bad-facts", flaw))
            elif case.project is not None and (refusal := registration.foreign(case.project, self.by)):
                case.close("refused", refusal)
            elif case.dossier.project is None and case.project is None:
                reason = "所属交易项目尚未收到，收到后再收录"
                case.close("waiting", Refusal("unknown-project", reason), case.dossier.key)
        telling = [case for case in self.cases if case.verdict is None and case.dossier.project]
        answers = registration.enter_all([case.dossier for case in telling], known, by=self.by, on=self.on)
        for case, answer in zip(telling, answers, strict=True):
            _enter(case, answer)
        for case in self.cases:
            if case.verdict is None and case.project and case.dossier.project is None:
                case.entered = registration.learn_of_lots(case.project, case.dossier)

    def _ask_the_gate(self) -> None:
        """Ask for every project of which something was told that matters there; the answer is put on it."""
        asking = [
            (case, case.entered.project) for case in self.cases if case.entered and _may_ask(case.entered.project)
        ]
        verdicts = gate.ask([project for _, project in asking], on=self.on)
        for (case, project), verdict in zip(asking, verdicts, strict=True):
            PROCEDURE.take("admit", project, by=self.by)
            was = project.stage, project.refusal_code, project.refusal_reason
            news = gate.answer(project, verdict, on=self.on)
            if (project.stage, project.refusal_code, project.refusal_reason) != was:
                case.decided = news, project.refusal_law or NOTICE_EIGHT
                case.is_dirty = True

    def _choose(self) -> References:
        """Choose whose facts are stored: of projects that are in, with every parent at hand. The others are closed."""
        for case in self.cases:
            if case.verdict is None and case.project:
                if case.project.stage in BEFORE_THE_GATE:
                    case.close("held", _not_in(case.project))
                else:
                    case.told = Told(case.dossier, case.project.pk or 0, case.is_new)
        known = storing.load([case.told for case in self.cases if case.told])
        for case in self.cases:
            if case.told and (lack := storing.missing(case.told, known)):
                word, key = lack
                case.told = None
                case.close("waiting", Refusal("unknown-parent", f"所属{word}（{key}）尚未收到，收到后再收录"), key)
        return known

    def _save_new(self) -> None:
        """Write new projects, already at the stage to which their facts bring them."""
        fresh = [case for case in self.cases if case.is_new and case.project]
        for case in fresh:
            if case.told:
                facts = storing.facts_in(case.dossier)
                _set_opening(case, facts)
                self._move(case, staging.signs(facts), past.of_new(case.dossier))
        Project.objects.bulk_create([case.project for case in fresh if case.project])
        for case in fresh:
            if case.told and case.project:
                case.told.project = case.project.pk

    def _store(self, known: References) -> None:
        told = [case for case in self.cases if case.told]
        self._recognise([case.dossier for case in told], known)
        differences = storing.store([case.told for case in told if case.told], known)
        for case in told:
            assert case.told is not None  # noqa: S101  -- chosen above
            case.differences = differences.get(case.told.project, [])
            case.revoked = storing.revoke(case.told, on=self.on)

    def _recognise(self, dossiers: Sequence[Dossier], known: References) -> None:
        facts: dict[PartyFacts, None] = {}
        experts: set[str] = set()
        for dossier in dossiers:
            for _, fact in storing.facts_in(dossier):
                facts.update(dict.fromkeys(parties_in(fact)))
            experts.update(member.expert for member in dossier.panel if member.expert)
        found = parties.recognise(facts, by=self.by, on=self.on) if facts else {}
        known.parties = {party: found[parties.code_of(party)].pk for party in facts}
        if experts:
            rows = registry.experts(self.by).filter(code__in=sorted(experts))
            known.experts = dict(rows.values_list("code", "pk"))

    def _save_known(self) -> None:
        """Move known projects on by what differs from before, and write those that changed."""
        known = [case for case in self.cases if case.project and case.entered is not None and not case.is_new]
        known += [case for case in self.cases if case.project and case.entered is None and case.told]
        seen = {id(case): [(one.table, one.facts) for one in case.differences] for case in known}
        signs = {case.project.pk: staging.signs(seen[id(case)]) for case in known if case.project and case.told}
        before = past.of_known([case.project for case in known if case.project], signs)
        for case in known:
            if case.project and case.told:
                _set_opening(case, seen[id(case)])
                self._move(case, signs[case.project.pk], before.get(case.project.pk, staging.Past()))
            case.is_dirty = case.is_dirty or bool(case.entered and case.entered.changed)
        storing.upsert(Project, [case.project for case in known if case.project and case.is_dirty], COLUMNS)

    def _move(self, case: Case, signs: Sequence[staging.Sign], before: staging.Past) -> None:
        assert case.project is not None  # noqa: S101  -- only told cases come here
        stage = staging.destination(case.project, signs, before)
        if stage is not None:
            case.moved = staging.advance(case.project, stage, by=self.by)
            case.is_dirty = True

    def _tell(self) -> None:
        acts = [
            act for case in self.cases if case.project and case.project.pk for act in self._acts(case, case.project)
        ]
        if acts:
            journal.record_all(acts, by=self.by)

    def _acts(self, case: Case, project: Project) -> list[Act]:
        acts: list[Act] = []
        message = case.dossier.message
        if case.entered:
            acts += [
                Act(event, NOTICE_EIGHT) for event in registration.news_of(case.entered, on=self.on, message=message)
            ]
        if case.decided:
            news, law = case.decided
            acts.append(Act(news(project.ref), law))
        if case.differences:
            names = tuple(dict.fromkeys(one.table for one in case.differences))
            acts.append(Act(FactsTaken(project.ref, names, len(case.differences), self.on, message), TRACE))
        if case.revoked:
            names = tuple(dict.fromkeys(case.revoked))
            acts.append(Act(FactsRevoked(project.ref, names, len(case.revoked), self.on, message), TRACE))
        if case.moved is not None:
            acts.append(Act(NEWS[Stage(project.stage)](project.ref, self.on), case.moved))  # type: ignore[call-arg]
        return acts


def _flaw(dossier: Dossier) -> str:
    """Say what is wrong with the first fact that does not fit its columns."""
    return shape.first_flaw((fact, table.model) for table in TABLES for fact in table.of(dossier))


def _enter(case: Case, answer: Entered | Refusal) -> None:
    if isinstance(answer, Entered):
        case.entered, case.project = answer, answer.project
    elif answer.code == "unknown-investment" and case.dossier.project:
        case.close("waiting", answer, case.dossier.project.investment)
    else:
        case.close("refused", answer)


def _may_ask(project: Project) -> bool:
    return project.stage in {Stage.APPLIED, Stage.REFUSED}


def _not_in(project: Project) -> Refusal:
    if project.stage == Stage.REFUSED:
        return Refusal(project.refusal_code, project.refusal_reason, project.refusal_law)
    return Refusal("not-in", NOT_IN[Stage(project.stage)], NOTICE_EIGHT)


def _set_opening(case: Case, facts: Sequence[tuple[str, object]]) -> None:
    if case.project is None:
        return
    moment = staging.opening_moment(case.project, facts)
    if moment != case.project.opens_at:
        case.project.opens_at = moment
        case.is_dirty = True


def _outcome(case: Case) -> Outcome:
    ref = case.project.ref if case.project and case.project.pk else ""
    no = case.refusal or Refusal("", "")
    return Outcome(
        key=case.dossier.key,
        verdict=case.verdict or _verdict(case),
        project_ref=ref,
        code=no.code,
        reason=no.reason,
        law=no.law,
        parent=case.parent,
    )


def _verdict(case: Case) -> Answer:
    if case.is_new:
        return "taken"
    if case.revoked or (case.entered and case.entered.changed) or any(not one.is_new for one in case.differences):
        return "updated"
    if case.differences:
        return "taken"
    return "updated" if case.is_dirty else "unchanged"
