"""The file of a party 「信用记录」: entries are added and withdrawn, never rewritten."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.registers.authorities.actors import Actor
from heng.registers.credit import rules
from heng.registers.credit.events import RecordEntered, RecordWithdrawn
from heng.registers.credit.models import Record
from heng.registers.parties.models import Party

TOLD = ("party_id", "title", "body", "organ", "document_number", "law", "happened_on")


@transaction.atomic
def enter_record(
    party: Party,
    *,
    kind: str,
    title: str,
    organ: str,
    happened_on: date,
    body: str = "",
    document_number: str = "",
    law: str = "",
    source_key: str = "",
    by: Actor,
    at: datetime,
) -> Record:
    """Enter a record in a party's file 「登记信用记录」; `kind` is a value of `Record.Kind`.

    `source_key` is the key of whoever told: what was told before changes nothing, not even after it was withdrawn;
    told differently, the former row is closed as of `at` and the corrected one opened.

    Raises:
        Refusal: `no-authority-to-act`.
    """
    rules.check_may_write(by)
    record = Record(
        party=party,
        kind=Record.Kind(kind),
        title=title,
        body=body,
        organ=organ,
        document_number=document_number,
        law=law,
        happened_on=happened_on,
        known_from=at,
        source_key=source_key,
        entered_by=by.authority,
    )
    told = _told(record)
    heard = next((row for row in told if _says(row) == _says(record)), None)
    current = next((row for row in told if row.known_to is None), None)
    if heard is not None:  # heard before: it must not undo what was corrected or withdrawn since
        return current or heard
    if current is not None:
        _close(current, at)
    record.save(force_insert=True)
    day = localtime(at).date()
    event = RecordEntered(party.ref, record.ref, record.kind, title, document_number, happened_on, day)
    journal.record(event, by=by, law=law[:200])
    return record


@transaction.atomic
def withdraw_record(record: Record, *, by: Actor, at: datetime, reason: str) -> Record:
    """Withdraw a record 「撤销信用记录」; it stays on file for whoever asks what was known before.

    Raises:
        Refusal: `no-authority-to-act`, `no-reason`, `already-withdrawn`.
    """
    rules.check_may_write(by)
    given = rules.check_reason(reason, "撤销信用记录")
    current = Record.objects.select_for_update().get(pk=record.pk)
    rules.check_may_end(by, current)
    if current.known_to is not None:
        raise Refusal("already-withdrawn", f"信用记录{current.ref}已被更正或撤销，请查看最新记录", rules.NOTICE)
    _close(current, at)
    event = RecordWithdrawn(current.party.ref, current.ref, given, localtime(at).date())
    journal.record(event, by=by, law=rules.NOTICE)
    return current


def _told(record: Record) -> list[Record]:
    """All that was ever told under the key of this record."""
    if not record.source_key:
        return []
    return list(Record.objects.select_for_update().filter(source_key=record.source_key, kind=record.kind))


def _close(record: Record, at: datetime) -> None:
    record.known_to = at
    record.save(update_fields=["known_to"])


def _says(record: Record) -> tuple[object, ...]:
    return tuple(getattr(record, name) for name in TOLD)
