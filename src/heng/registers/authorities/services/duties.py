"""The list of powers and responsibilities 「权责清单」: versions of rows, each with article, section and officer."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heng.engines.procedure import Refusal
from heng.engines.writing import in_words
from heng.ledger import journal
from heng.registers.authorities import rules
from heng.registers.authorities.actors import Actor, heading_or_keeping
from heng.registers.authorities.events import DutyAssigned, DutyEnded, DutyEntered
from heng.registers.authorities.models import Account, Appointment, Authority, Duty, Section

LISTS = "安公管办〔2022〕6号 三"


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyFacts:
    """A row of the list: `kind` is a value of `Duty.Kind`, `trade_classes` prefixes; none: every trade."""

    code: str
    kind: str
    title: str
    law: str
    section: Section
    trade_classes: tuple[str, ...] = ()
    officer: Account | None = None


@transaction.atomic
def enter(authority: Authority, facts: DutyFacts, *, effective_from: date, by: Actor, on: date) -> Duty:
    """Enter a row that the list did not have 「登记权责事项」.

    Raises:
        Refusal: `no-authority-to-act`, `no-article`, `not-in-post`, `wrong-section`, `already-listed`.
    """
    check_keeps(by, authority)
    Authority.objects.select_for_update().get(pk=authority.pk)  # of two who enter one row, one comes after the other
    last = _last(authority, facts.code)
    if last is not None and (last.effective_to is None or last.effective_to > effective_from):
        raise Refusal("already-listed", f"事项{facts.code}已在清单中，请登记其新版本", LISTS)
    return _enter(authority, facts, effective_from=effective_from, by=by, on=on)


@transaction.atomic
def supersede(duty: Duty, facts: DutyFacts, *, effective_from: date, by: Actor, on: date) -> Duty:
    """Replace a row from a day on 「登记新版本」; the former version stands until then and stays on file.

    Raises:
        Refusal: as `enter`; `wrong-code`, `superseded`, `too-early`.
    """
    check_keeps(by, duty.authority)
    _check_open(duty, effective_from)
    if facts.code != duty.code:
        raise Refusal("wrong-code", f"新版本的事项编码应当仍为{duty.code}", LISTS)
    _end(duty, effective_from)
    return _enter(duty.authority, facts, effective_from=effective_from, by=by, on=on)


@transaction.atomic
def repeal(duty: Duty, *, effective_to: date, reason: str, by: Actor, on: date) -> Duty:
    """End a row with nothing in its place 「废止权责事项」; `effective_to` is the first day without it.

    Raises:
        Refusal: `no-authority-to-act`, `no-reason`, `superseded`, `too-early`.
    """
    check_keeps(by, duty.authority)
    given = rules.check_reason(reason, "废止权责事项", LISTS)
    _check_open(duty, effective_to)
    _end(duty, effective_to)
    journal.record(DutyEnded(duty.authority_id, duty.code, effective_to, given, on), by=by, law=LISTS)
    return duty


@transaction.atomic
def assign_officer(duty: Duty, officer: Account, *, by: Actor, on: date) -> Duty:
    """Name who answers for a row 「确定责任人」; the journal keeps who did before.

    Raises:
        Refusal: `no-authority-to-act`, `not-in-post`.
    """
    check_keeps(by, duty.authority)
    check_in_post(officer, duty.authority_id, on=on)
    former = duty.officer.ref if duty.officer else ""
    duty.officer = officer
    duty.save(update_fields=["officer"])
    journal.record(DutyAssigned(duty.authority_id, duty.code, former, officer.ref, on), by=by, law=LISTS)
    return duty


def facts_of(duty: Duty) -> DutyFacts:
    """Tell a row as facts, so that a new version can be made of it with `dataclasses.replace`."""
    return DutyFacts(
        code=duty.code,
        kind=duty.kind,
        title=duty.title,
        law=duty.law,
        section=duty.section,
        trade_classes=tuple(filter(None, duty.trade_classes.split(","))),
        officer=duty.officer,
    )


def check_in_post(officer: Account, authority: str, *, on: date) -> None:
    """Refuse an officer who holds no post of this department on this day."""
    held = Appointment.objects.filter(account=officer, post__section__authority=authority)
    rules.check_employed(list(held), officer.name, on=on)


def _enter(authority: Authority, facts: DutyFacts, *, effective_from: date, by: Actor, on: date) -> Duty:
    if not facts.law.strip():
        raise Refusal("no-article", "权责事项应当载明法律依据，请填写依据", LISTS)
    if facts.section.authority_id != authority.code:
        raise Refusal("wrong-section", f"{facts.section.name}不是{authority.name}的科室，请另选责任科室", LISTS)
    if facts.officer is not None:
        check_in_post(facts.officer, authority.code, on=on)
    duty = Duty.objects.create(
        authority=authority,
        code=facts.code,
        kind=Duty.Kind(facts.kind),
        title=facts.title,
        trade_classes=",".join(facts.trade_classes),
        law=facts.law.strip(),
        section=facts.section,
        officer=facts.officer,
        effective_from=effective_from,
    )
    event = DutyEntered(
        authority.code,
        code=duty.code,
        title=duty.title,
        section=facts.section.name,
        officer=facts.officer.ref if facts.officer else "",
        effective_from=effective_from,
        on=on,
    )
    journal.record(event, by=by, law=LISTS)
    return duty


def check_keeps(by: Actor, authority: Authority) -> None:
    """Refuse whoever neither heads nor administers this department."""
    if not heading_or_keeping(by, authority):
        raise Refusal("no-authority-to-act", f"您无权维护{authority.name}的权责清单", LISTS)


def _check_open(duty: Duty, day: date) -> None:
    """Refuse to end a version again, or before it began, as it stands now: the row is locked."""
    duty.refresh_from_db(from_queryset=Duty.objects.select_for_update())
    if duty.effective_to is not None:
        raise Refusal("superseded", f"本版本已于{in_words(duty.effective_to)}失效，请在最新版本上办理", LISTS)
    if day <= duty.effective_from:
        raise Refusal("too-early", f"日期应当晚于本版本的生效日期{in_words(duty.effective_from)}", LISTS)


def _last(authority: Authority, code: str) -> Duty | None:
    return Duty.objects.filter(authority=authority, code=code).order_by("-effective_from").first()


def _end(duty: Duty, day: date) -> None:
    duty.effective_to = day
    duty.save(update_fields=["effective_to"])
