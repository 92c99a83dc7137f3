"""The expert pool 「评标专家库」: entered as told, suspended with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.ledger.journal import Act
from heng.registers.authorities.actors import Actor
from heng.registers.parties import rules
from heng.registers.parties.events import ExpertDataRead, ExpertEntered, ExpertSuspended
from heng.registers.parties.models import Expert

POOL = "招标投标法 第三十七条"
TOLD = ["name", "id_number", "phone", "employer", "specialities", "region"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertFacts:
    """An expert as the pool tells of one; `specialities` are codes of the pool's own list. Personal data."""

    code: str
    name: str
    id_number: str = ""
    phone: str = ""
    employer: str = ""
    specialities: tuple[str, ...] = ()
    region: str = ""
    entered_on: date | None = None


@transaction.atomic
def enter_experts(facts: Sequence[ExpertFacts], *, by: Actor, on: date) -> list[Expert]:
    """Enter experts, or take over what is told anew of known ones 「专家入库」; who changes nothing leaves no trace."""
    rules.check_keeps_experts(by)
    told = {one.code: one for one in facts}
    known = {row.code: row for row in Expert.objects.filter(code__in=told)}
    missing = [one for code, one in told.items() if code not in known]
    new = [Expert(code=one.code, entered_on=one.entered_on or on, **_columns(one)) for one in missing]
    changed = [row for code, row in known.items() if _take_over(row, told[code])]
    Expert.objects.bulk_create(new)
    Expert.objects.bulk_update(changed, TOLD)
    acts = [Act(ExpertEntered(row.ref, row.code, on), POOL) for row in (*new, *changed)]
    if acts:
        journal.record_all(acts, by=by)
    by_code = known | {row.code: row for row in new}
    return [by_code[one.code] for one in facts]


@transaction.atomic
def suspend_expert(expert: Expert, *, status: str, reason: str, by: Actor, on: date) -> Expert:
    """Keep an expert from being drawn 「暂停或退出」, or let one be drawn again (`usable`).

    Raises:
        Refusal: `no-authority-to-act`, `no-reason`, `unchanged`.
    """
    rules.check_keeps_experts(by)
    if not reason.strip():
        raise Refusal("no-reason", "变更专家状态应当说明原因，请填写原因", POOL)
    expert.refresh_from_db(from_queryset=Expert.objects.select_for_update())
    if expert.status == status:
        raise Refusal("unchanged", f"该专家的状态已经是“{expert.get_status_display()}”，请另选状态", POOL)
    expert.status = Expert.Status(status)
    expert.save(update_fields=["status"])
    journal.record(ExpertSuspended(expert.ref, expert.code, expert.status, reason.strip(), on), by=by, law=POOL)
    return expert


def may_keep_experts(by: Actor) -> bool:
    """Say whether somebody may write the expert pool, so that a page offers it to nobody else."""
    return rules.is_keeper_of_experts(by)


@transaction.atomic
def reveal_expert(expert: Expert, *, by: Actor, reason: str) -> ExpertFacts:
    """Read an expert in clear 「查阅专家明文」; who read whom and why stands in the journal."""
    given = rules.check_may_read(by, reason)
    journal.record(ExpertDataRead(expert.ref, expert.code, given), by=by, law=rules.PERSONAL)
    return ExpertFacts(
        code=expert.code,
        name=expert.name,
        id_number=expert.id_number,
        phone=expert.phone,
        employer=expert.employer,
        specialities=tuple(filter(None, expert.specialities.split(","))),
        region=expert.region,
        entered_on=expert.entered_on,
    )


def _columns(facts: ExpertFacts) -> dict[str, str]:
    return {
        "name": facts.name,
        "id_number": facts.id_number,
        "phone": facts.phone,
        "employer": facts.employer,
        "specialities": ",".join(facts.specialities),
        "region": facts.region,
    }


def _take_over(row: Expert, facts: ExpertFacts) -> bool:
    told = {name: value for name, value in _columns(facts).items() if value and value != getattr(row, name)}
    for name, value in told.items():
        setattr(row, name, value)
    return bool(told)
