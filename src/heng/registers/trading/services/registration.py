"""Registration 「项目登记」: what is told of a project becomes its row; many at a time, nothing is saved here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from heng.engines import codes
from heng.engines.bigrams import bigrams
from heng.engines.procedure import Refusal
from heng.ledger.events import Event
from heng.registers.authorities.actors import Actor, deals_with_trades, gatekeeper, is_coordinator, represents
from heng.registers.authorities.services import holding
from heng.registers.parties import services as parties
from heng.registers.parties.models import Party
from heng.registers.trading import rules
from heng.registers.trading.events import ProjectCorrected, ProjectRegistered
from heng.registers.trading.models import BEFORE_THE_GATE, Investment, Project
from heng.registers.trading.procedure import NOTICE_EIGHT
from heng.registers.trading.services import shape
from heng.registers.trading.services.dossier import Dossier, ProjectFacts

Key = tuple[str, str]
"""The source and its key for a project (or an investment)."""

CHUNK = 500
PLAIN = (
    "name", "trade_class", "region", "tender_code", "deal_code", "place", "is_mandatory", "fund_source", "budget",
    "currency", "mode", "is_electronic", "approval_name", "approval_number", "approval_organ", "registered_on",
)  # fmt: skip
FIXED = ("trade_class", "region", "owner_id")
"""What decided who supervises a project: it does not change once the project is in."""

DERIVED = ("regime", "search")
WRITTEN = (*PLAIN, "owner_id", "agency_id", "investment_id", "section_classes", *DERIVED)


@dataclass(slots=True)
class Entered:
    """A project as it stands after what was told; `changed` names the fields that were corrected."""

    project: Project
    is_new: bool
    changed: tuple[str, ...] = ()


def check_may_register(by: Actor) -> None:
    """Refuse whoever is neither a trading centre, its system, nor the coordinating office."""
    if not (deals_with_trades(by) or is_coordinator(by)):
        raise Refusal("no-authority-to-act", "您无权登记交易项目", NOTICE_EIGHT)


def foreign(project: Project | ProjectFacts, by: Actor) -> Refusal | None:
    """Say no to a trade of a place that is not the actor's to serve; an owner tells of its own wherever it is."""
    if gatekeeper(by, project) or represents(by):
        return None
    there, here = codes.region_name(project.region), codes.region_name(by.region)
    reason = f"您无权办理{there}（{project.region}）的交易：不在{here or '本单位'}服务范围内，请由当地交易中心办理"
    return Refusal("other-region", reason, NOTICE_EIGHT)


def key_of(dossier: Dossier) -> Key:
    """Return how a source calls the project."""
    return dossier.source, dossier.key


def hold(dossiers: Iterable[Dossier]) -> None:
    """Let one process at a time write what a source tells."""
    holding.hold(f"source {dossier.source}" for dossier in dossiers)


def find(dossiers: Sequence[Dossier]) -> dict[Key, Project]:
    """Find and lock the projects that are known already, with owner, agency and investment."""
    found: dict[Key, Project] = {}
    for source, keys in _by_source((dossier.source, dossier.key) for dossier in dossiers):
        rows = Project.objects.select_for_update(of=("self",)).select_related("owner", "agency", "investment")
        for row in rows.filter(source=source, source_key__in=keys):
            found[source, row.source_key] = row
    return found


def enter_all(
    dossiers: Sequence[Dossier], known: dict[Key, Project], *, by: Actor, on: date
) -> list[Entered | Refusal]:
    """Make the row of each project told of, or correct the known one; a refusal stands in the place of its dossier.

    Raises:
        Refusal: `bad-party`, for the whole batch.
    """
    investments = _investments(dossiers)
    refused = [_flaw(dossier, investments, by) for dossier in dossiers]
    sound = [facts for dossier, flaw in zip(dossiers, refused, strict=True) if not flaw and (facts := dossier.project)]
    recognised = parties.recognise(_parties_of(sound), by=by, on=on)
    return [
        flaw or _enter(dossier, known.get(key_of(dossier)), recognised, investments)
        for dossier, flaw in zip(dossiers, refused, strict=True)
    ]


def learn_of_lots(project: Project, dossier: Dossier) -> Entered | None:
    """Let a project before the gate learn of what classes its lots are, when they come by themselves (dataset 502).

    Whether it must enter, and so who supervises it, may turn on that. What was told of other lots stays.
    """
    known = set(filter(None, project.section_classes.split(",")))
    told = {lot.section_class for lot in dossier.lots if lot.section_class}
    if project.stage not in BEFORE_THE_GATE or told <= known:
        return None
    project.section_classes = ",".join(sorted(known | told))
    return Entered(project, is_new=False, changed=("section_classes",))


def news_of(entered: Entered, *, on: date, message: str = "") -> list[Event]:
    """Say what is to be told of a project that was registered or corrected, by which message; it must be saved."""
    project = entered.project
    if entered.is_new:
        return [
            ProjectRegistered(
                project.ref,
                project.name,
                project.trade_class,
                project.region,
                project.owner.code,
                project.source,
                project.source_key,
                on,
                message,
            )
        ]
    shown = [name for name in entered.changed if name not in DERIVED]
    return [ProjectCorrected(project.ref, labels(shown), on, message)] if shown else []


def labels(fields: Iterable[str]) -> tuple[str, ...]:
    """Name columns of a project in Chinese."""
    names = {column.attname: str(column.verbose_name) for column in Project._meta.concrete_fields}
    return tuple(names[name] for name in fields)


def _enter(
    dossier: Dossier, project: Project | None, recognised: dict[str, Party], investments: dict[Key, Investment]
) -> Entered | Refusal:
    facts = dossier.project
    assert facts is not None  # noqa: S101  -- only dossiers with a project come here
    told = Project(source=dossier.source, source_key=dossier.key) if project is None else project
    before = None if project is None else {name: getattr(project, name) for name in WRITTEN}
    for name in PLAIN:
        setattr(told, name, getattr(facts, name))
    told.budget = shape.money(facts.budget)
    told.owner = recognised[parties.code_of(facts.owner)]
    told.agency = recognised[parties.code_of(facts.agency)] if facts.agency else None
    told.investment = investments.get((dossier.source, facts.investment))
    classes = sorted({lot.section_class for lot in dossier.lots if lot.section_class})
    told.section_classes = ",".join(classes) or told.section_classes
    told.search = bigrams(f"{told.name} {told.tender_code} {told.deal_code} {told.owner.name}")
    if before is None:
        told.regime = rules.regime_of(told)
        return Entered(told, is_new=True)
    if told.stage in BEFORE_THE_GATE:
        told.regime = rules.regime_of(told)
    return _corrected(told, before)


def _corrected(project: Project, before: dict[str, object]) -> Entered | Refusal:
    changed = [name for name in WRITTEN if not shape.same(before[name], getattr(project, name))]
    if project.stage not in BEFORE_THE_GATE and (fixed := [name for name in FIXED if name in changed]):
        wrong = "、".join(labels(fixed))
        return Refusal(
            "fixed-at-the-gate", f"项目已准予进场，{wrong}不得变更；确需变更的，请终止后重新登记", NOTICE_EIGHT
        )
    return Entered(project, is_new=False, changed=tuple(changed))


def _flaw(dossier: Dossier, investments: dict[Key, Investment], by: Actor) -> Refusal | None:
    facts = dossier.project
    assert facts is not None  # noqa: S101  -- only dossiers with a project come here
    if facts.investment and (dossier.source, facts.investment) not in investments:
        return Refusal("unknown-investment", f"所属投资项目（{facts.investment}）尚未收到，收到后再登记")
    flaw = shape.flaw_of(facts, Project) or shape.flaw_of_key(dossier.key)
    return Refusal("bad-facts", flaw) if flaw else foreign(facts, by)  # parties are checked where they are recognised


def _parties_of(told: Iterable[ProjectFacts]) -> list[parties.PartyFacts]:
    found: dict[parties.PartyFacts, None] = {}
    for facts in told:
        found[facts.owner] = None
        if facts.agency:
            found[facts.agency] = None
    return list(found)


def _investments(dossiers: Iterable[Dossier]) -> dict[Key, Investment]:
    wanted = ((dossier.source, dossier.project.investment) for dossier in dossiers if dossier.project)
    found: dict[Key, Investment] = {}
    for source, told in _by_source((source, code) for source, code in wanted if code):
        for row in Investment.objects.filter(source=source, code__in=told):
            found[source, row.code] = row
    return found


def _by_source(keys: Iterable[Key]) -> Iterable[tuple[str, list[str]]]:
    """Group keys by their source, at most five hundred at a time."""
    grouped: dict[str, dict[str, None]] = {}
    for source, key in keys:
        grouped.setdefault(source, {})[key] = None
    for source, told in grouped.items():
        listed = list(told)
        for start in range(0, len(listed), CHUNK):
            yield source, listed[start : start + CHUNK]
