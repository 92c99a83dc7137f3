"""The organs of the city and its counties, with sections and duty lists 「机构和权责清单」, as delivered in `data/`."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.ledger.journal import Act
from heng.registers.authorities.actors import Actor, Role, is_administrator
from heng.registers.authorities.events import DutyEntered, OrganEntered, SectionEntered
from heng.registers.authorities.models import Authority, Duty, Section
from heng.registers.authorities.procedure.law import table, until
from heng.registers.authorities.services.duties import LISTS
from heng.registers.authorities.services.staff import POSTS


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyTemplate:
    """A row that every department of a kind has on its list."""

    organ_kind: str
    code: str
    kind: str
    title: str
    trade_classes: str
    law: str
    section: str
    effective_from: date


@transaction.atomic
def load_organs(*, by: Actor, on: date) -> int:
    """Enter the organs of `data/organs.csv` that are not there yet, with their sections and duty lists.

    What is there already stays as it is, so that local changes survive. Returns how many rows were entered.

    Raises:
        Refusal: `no-authority-to-act`.
    """
    if not (by.role == Role.CLOCK or is_administrator(by)):
        raise Refusal("no-authority-to-act", "您无权登记机构，请联系系统管理员", POSTS)
    organs = _enter_organs()
    sections = _enter_sections()
    duties = _enter_duties()
    acts = [
        *(Act(OrganEntered(row.code, row.name, row.role, row.region, row.effective_from, on), POSTS) for row in organs),
        *(Act(SectionEntered(row.authority_id, row.name, on), POSTS) for row in sections),
        *(Act(_entered(row, on), LISTS) for row in duties),
    ]
    if acts:
        journal.record_all(acts, by=by)
    return len(acts)


def _enter_organs() -> list[Authority]:
    known = set(Authority.objects.values_list("code", flat=True))
    return Authority.objects.bulk_create([organ for organ in organ_table() if organ.code not in known])


def _enter_sections() -> list[Section]:
    known = set(Section.objects.values_list("authority_id", "name"))
    wanted = {(organ.code, template.section) for organ, template in _due_rows()}
    return Section.objects.bulk_create([Section(authority_id=code, name=name) for code, name in sorted(wanted - known)])


def _enter_duties() -> list[Duty]:
    known = set(Duty.objects.values_list("authority_id", "code"))
    sections = {(section.authority_id, section.name): section for section in Section.objects.all()}
    rows = [
        Duty(
            authority=organ,
            code=template.code,
            kind=template.kind,
            title=template.title,
            trade_classes=template.trade_classes,
            law=template.law,
            section=sections[organ.code, template.section],
            effective_from=max(template.effective_from, organ.effective_from),
        )
        for organ, template in _due_rows()
        if (organ.code, template.code) not in known
    ]
    return Duty.objects.bulk_create(rows)


def _due_rows() -> list[tuple[Authority, DutyTemplate]]:
    """Pair each organ with the rows that its kind has on its list."""
    templates: dict[str, list[DutyTemplate]] = {}
    for template in duty_table():
        templates.setdefault(template.organ_kind, []).append(template)
    return [(organ, template) for organ in Authority.objects.all() for template in templates.get(organ.kind, ())]


def _entered(duty: Duty, on: date) -> DutyEntered:
    return DutyEntered(
        duty.authority_id,
        code=duty.code,
        title=duty.title,
        section=duty.section.name,
        officer="",
        effective_from=duty.effective_from,
        on=on,
    )


def organ_table() -> tuple[Authority, ...]:
    """Read `data/organs.csv`, as rows not yet saved."""
    return table(
        "organs.csv",
        lambda raw: Authority(
            code=raw["code"],
            kind=raw["kind"],
            role=Authority.Role(raw["role"]),
            name=raw["name"],
            region=raw["region"],
            effective_from=date.fromisoformat(raw["effective_from"]),
            effective_to=until(raw),
        ),
    )


def duty_table() -> tuple[DutyTemplate, ...]:
    """Read `data/duties.csv`."""
    return table(
        "duties.csv",
        lambda raw: DutyTemplate(
            organ_kind=raw["organ_kind"],
            code=raw["code"],
            kind=Duty.Kind(raw["kind"]),
            title=raw["title"],
            trade_classes=raw["trade_classes"],
            law=raw["law"],
            section=raw["section"],
            effective_from=date.fromisoformat(raw["effective_from"]),
        ),
    )
