"""Where credit and matters of supervision are filed 「归档」: the desks of what is neither a trade nor a party."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from heng.engines.procedure import Refusal
from heng.faces.exchange.events import MatterTaken, MatterWithdrawn
from heng.faces.exchange.inbox.answer import Answer
from heng.faces.exchange.inbox.national.matters import MatterFiling
from heng.faces.exchange.inbox.national.subjects import CreditFiling
from heng.faces.exchange.models import Matter
from heng.ledger import journal
from heng.registers.authorities.actors import Actor
from heng.registers.credit import selectors as kept
from heng.registers.credit import services as credit
from heng.registers.credit.models import Ban, Record
from heng.registers.parties import services as parties
from heng.registers.parties.models import Party

TAKEN_BACK = "来源系统撤回"
TOLD = ("tender_code", "lot_code", "deal_code", "title", "organ", "happened_on")


def credit_files(filings: Sequence[CreditFiling], source: str, by: Actor, on: date) -> Sequence[Answer]:
    """File what is told of the credit of parties; one that is refused does not spoil the others."""
    at = datetime.combine(on, timezone.localtime().timetz())
    return [_credit(filing, source, by, at) for filing in filings]


def _credit(filing: CreditFiling, source: str, by: Actor, at: datetime) -> Answer:
    try:
        with transaction.atomic():
            known = parties.recognise([filing.party], by=by, on=timezone.localtime(at).date())
            return _file(filing, known[parties.code_of(filing.party)], source, by, at)
    except Refusal as refusal:
        return Answer(verdict="refused", code=refusal.code, reason=refusal.reason, law=refusal.law)


def _file(filing: CreditFiling, party: Party, source: str, by: Actor, at: datetime) -> Answer:
    origin = f"{source}:{filing.key}"[:120]
    if filing.withdrawn:
        return _take_back(filing, party, origin, by, at)
    if filing.lifts and not _current(party, origin, "blacklist"):
        return Answer(
            verdict="waiting",
            code="unknown-parent",
            reason=f"黑名单 {filing.lifts} 尚未收到，收到后自动撤销",
            parent=filing.lifts,
        )
    before = (_current(party, origin, filing.kind), _running(party, origin))
    credit.enter_record(
        party,
        kind=filing.kind,
        title=filing.title,
        body=filing.body,
        organ=filing.organ,
        document_number=filing.document_number,
        law=filing.law,
        happened_on=filing.happened_on or timezone.localtime(at).date(),
        source_key=origin,
        by=by,
        at=at,
    )
    if filing.lifts or filing.is_lifted:
        _lift(party, origin, filing.title, by, at)
    elif filing.bars_from is not None:
        _bar(filing, party, filing.bars_from, origin, by, at)
    after = (_current(party, origin, filing.kind), _running(party, origin))
    if before == after:
        return Answer(verdict="unchanged")
    return Answer(verdict="updated" if before[0] else "taken")


def _bar(filing: CreditFiling, party: Party, bars_from: date, origin: str, by: Actor, at: datetime) -> None:
    credit.enter_ban(
        party,
        starts_on=bars_from,
        ends_on=filing.bars_to,
        reason=filing.title,
        law=filing.law or f"处理文件 {filing.document_number}",
        organ=filing.organ,
        regime=filing.regime,
        document_number=filing.document_number,
        origin=origin,
        by=by,
        at=at,
    )


def _lift(party: Party, origin: str, reason: str, by: Actor, at: datetime) -> None:
    today = timezone.localtime(at).date()
    for ban in _running(party, origin):
        if ban.ends_on is None or ban.ends_on >= today:
            credit.lift_ban(ban, by=by, at=at, reason=reason)


def _take_back(filing: CreditFiling, party: Party, origin: str, by: Actor, at: datetime) -> Answer:
    """Withdraw the record, and void its bans from their first day."""
    standing = _current(party, origin, filing.kind)
    if not standing:
        return Answer(verdict="unchanged")
    for record in standing:
        credit.withdraw_record(record, by=by, at=at, reason=TAKEN_BACK)
    for ban in _running(party, origin):
        credit.lift_ban(ban, by=by, at=at, reason=TAKEN_BACK, from_on=ban.starts_on)
    return Answer(verdict="updated")


def _current(party: Party, origin: str, kind: str) -> list[Record]:
    return [row for row in kept.records(party) if row.source_key == origin and row.kind == kind]


def _running(party: Party, origin: str) -> list[Ban]:
    return [ban for ban in kept.bans_ever(party) if ban.origin == origin]


@transaction.atomic
def matters(filings: Sequence[MatterFiling], source: str, by: Actor, on: date) -> Sequence[Answer]:
    """File what other systems tell of their supervision."""
    keys = {filing.key for filing in filings}
    known = {(row.dataset, row.key): row for row in Matter.objects.filter(source=source, key__in=keys)}
    return [_matter(filing, source, known, by, on) for filing in filings]


def _matter(filing: MatterFiling, source: str, known: dict[tuple[str, str], Matter], by: Actor, on: date) -> Answer:
    place = (filing.dataset, filing.key)
    matter = known.get(place)
    if filing.withdrawn:
        return _withdraw(matter, by, on)
    told, personal = [list(pair) for pair in filing.told], [list(pair) for pair in filing.personal]
    if matter is not None and matter.told == told and matter.personal == personal and matter.withdrawn_on is None:
        return Answer(verdict="unchanged")
    verdict: Answer = Answer(verdict="updated" if matter else "taken")
    matter = matter or Matter(source=source, dataset=filing.dataset, key=filing.key, received_on=on)
    for name in TOLD:
        setattr(matter, name, getattr(filing, name))
    matter.told, matter.personal, matter.withdrawn_on = told, personal, None
    matter.save()
    known[place] = matter
    news = MatterTaken(matter.ref, source, filing.dataset, filing.key, filing.tender_code, filing.title, on)
    journal.record(news, by=by)
    return verdict


def _withdraw(matter: Matter | None, by: Actor, on: date) -> Answer:
    if matter is None or matter.withdrawn_on is not None:
        return Answer(verdict="unchanged")
    matter.withdrawn_on = on
    matter.save(update_fields=["withdrawn_on"])
    journal.record(MatterWithdrawn(matter.ref, matter.source, matter.key, on), by=by)
    return Answer(verdict="updated")
