"""Bans 「市场禁入」: entered, corrected, lifted. A row is closed and another opened; none is rewritten."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localtime

from heng.ledger import journal
from heng.registers.authorities.actors import Actor
from heng.registers.credit import rules
from heng.registers.credit.events import BanLifted, PartyBarred
from heng.registers.credit.models import Ban, Record
from heng.registers.parties.models import Party

TOLD = ("regime", "region", "starts_on", "ends_on", "reason", "law", "organ", "document_number")


def may_write(by: Actor) -> bool:
    """Say whether somebody may write the credit file, so that a page offers it to nobody else."""
    return rules.is_writer(by)


def may_end(row: Ban | Record, *, by: Actor) -> bool:
    """Say whether somebody decided or entered a ban or record, and so may end it; a page offers it to nobody else."""
    return rules.may_end(by, row)


def check_may_end(row: Ban | Record, *, by: Actor) -> None:
    """Refuse whoever neither decided nor entered a ban or record, before a page asks for reasons.

    Raises:
        Refusal: `no-authority-to-act`.
    """
    rules.check_may_end(by, row)


@transaction.atomic
def enter_ban(
    party: Party,
    *,
    starts_on: date,
    ends_on: date | None,
    reason: str,
    law: str,
    organ: str,
    regime: str = "",
    region: str = "",
    document_number: str = "",
    origin: str = "",
    by: Actor,
    at: datetime,
) -> Ban:
    """Bar a party from trading 「市场禁入」, both days included; without an end, for good.

    `origin` is the key of whoever told: what was told before changes nothing, not even after the ban was lifted; told
    differently, the former row is closed as of `at` and the corrected one opened.

    Raises:
        Refusal: `no-authority-to-act`, `no-article`, `no-reason`, `bad-interval`.
    """
    rules.check_may_write(by)
    rules.check_interval(starts_on, ends_on)
    ban = Ban(
        party=party,
        regime=regime,
        region=region,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=rules.check_reason(reason, "市场禁入"),
        law=rules.check_law(law),
        organ=organ,
        document_number=document_number,
        origin=origin,
        entered_by=by.authority,
        known_from=at,
    )
    told = list(Ban.objects.select_for_update().filter(origin=origin, party=party)) if origin else []
    heard = next((row for row in told if _says(row) == _says(ban)), None)
    current = next((row for row in told if row.known_to is None), None)
    if heard is not None:  # heard before: it must not undo what was corrected or lifted since
        return current or heard
    if current is not None:
        _close(current, at)
    return _open(ban, by=by, at=at)


@transaction.atomic
def lift_ban(ban: Ban, *, by: Actor, at: datetime, reason: str, from_on: date | None = None) -> Ban | None:
    """Lift a ban 「解除禁入」 from a day on, today if none is said; what was served stays on file.

    From its first day on or earlier it is void. Returns the corrected row, or None when nothing is left of the ban.

    Raises:
        Refusal: `no-authority-to-act`, `no-reason`, `already-withdrawn`, `already-ended`.
    """
    rules.check_may_write(by)
    given = rules.check_reason(reason, "解除禁入")
    current = Ban.objects.select_for_update().get(pk=ban.pk)
    rules.check_may_end(by, current)
    day = localtime(at).date()
    free_on = from_on or day
    rules.check_liftable(current, from_on=free_on)
    _close(current, at)
    served = _served(current, until=free_on - timedelta(days=1), at=at)
    event = BanLifted(
        current.party.ref,
        ban=current.ref,
        code=current.party.code,
        ends_on=served.ends_on if served else None,
        reason=given,
        on=day,
    )
    journal.record(event, by=by, law=current.law[:200])
    return served


def _served(ban: Ban, *, until: date, at: datetime) -> Ban | None:
    """Open the row of what was served, if anything was."""
    if until < ban.starts_on:
        return None
    facts = {name: getattr(ban, name) for name in TOLD} | {"ends_on": until}
    facts |= {"origin": ban.origin, "entered_by": ban.entered_by}
    return Ban.objects.create(party=ban.party, known_from=at, **facts)


def _open(ban: Ban, *, by: Actor, at: datetime) -> Ban:
    ban.save(force_insert=True)
    event = PartyBarred(
        ban.party.ref,
        ban=ban.ref,
        code=ban.party.code,
        regime=ban.regime,
        region=ban.region,
        starts_on=ban.starts_on,
        ends_on=ban.ends_on,
        reason=ban.reason,
        document_number=ban.document_number,
        on=localtime(at).date(),
    )
    journal.record(event, by=by, law=ban.law[:200])
    return ban


def _close(ban: Ban, at: datetime) -> None:
    ban.known_to = at
    ban.save(update_fields=["known_to"])


def _says(ban: Ban) -> tuple[object, ...]:
    return tuple(getattr(ban, name) for name in TOLD)
