"""What may be read of a party's credit 「信用查询」: as of any day, and as known at any moment."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet

from heng.registers.authorities.actors import Actor, Role, is_staff, reach
from heng.registers.credit.models import Ban, Record, Regime
from heng.registers.parties.models import Party

CHUNK = 500
LONGEST_FIRST = (F("ends_on").desc(nulls_first=True), "-pk")
PUBLISHED = timedelta(days=3 * 365)  # the longest that what is adverse is shown to the public (信用修复管理办法)
ADVERSE = (Record.Kind.PENALTY, Record.Kind.BLACKLIST, Record.Kind.VIOLATION)
GENERAL_DIGITS = 2  # a region code is made of pairs of digits: province, city, county


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """May a party trade? `bans` are those that bar it; `known` is whether the register knows the party at all.

    `known_at` is the moment whose knowledge was asked; None: what is known now.
    """

    code: str
    name: str
    known: bool
    allowed: bool
    bans: tuple[Ban, ...]
    on: date
    known_at: datetime | None
    regime: str | None
    region: str | None


def bans(
    party: Party | str,
    *,
    on: date,
    known_at: datetime | None = None,
    regime: str | None = None,
    region: str | None = None,
) -> QuerySet[Ban]:
    """The bans that run on a day against a party (or its code), as known at a moment; the longest first.

    With a `regime`, those of this body of law and those of every one: a ban from procurement alone does not bar a
    tender. With a `region`, those that hold there. Without them, all.
    """
    whose = Q(party__code=party) if isinstance(party, str) else Q(party=party)
    return _running(on=on, known_at=known_at, regime=regime, region=region).filter(whose)


def bans_of(
    codes: Collection[str],
    *,
    on: date,
    known_at: datetime | None = None,
    regime: str | None = None,
    region: str | None = None,
) -> dict[str, list[Ban]]:
    """The same for many parties by code, one query for each five hundred; parties without a ban are left out."""
    wanted: Sequence[str] = sorted(set(codes))
    found: dict[str, list[Ban]] = {}
    running = _running(on=on, known_at=known_at, regime=regime, region=region)
    for start in range(0, len(wanted), CHUNK):
        for ban in running.filter(party__code__in=wanted[start : start + CHUNK]):
            found.setdefault(ban.party.code, []).append(ban)
    return found


def eligibility(
    code: str, *, on: date, known_at: datetime | None = None, regime: str | None = None, region: str | None = None
) -> Eligibility:
    """Say whether a party may trade on a day, and which bans say no."""
    party = Party.objects.filter(code=code).first()
    against = tuple(bans(party, on=on, known_at=known_at, regime=regime, region=region)) if party else ()
    return Eligibility(
        code=code,
        name=party.name if party else "",
        known=party is not None,
        allowed=not against,
        bans=against,
        on=on,
        known_at=known_at,
        regime=regime,
        region=region,
    )


def standing(
    party: Party, *, on: date, known_at: datetime | None = None, region: str | None = None
) -> tuple[Eligibility, ...]:
    """Say for each body of law whether a party may trade on a day, and which bans say no; one query."""
    against = tuple(bans(party, on=on, known_at=known_at, region=region))
    found = {regime: tuple(ban for ban in against if ban.regime in {"", regime}) for regime in Regime.values}
    return tuple(
        Eligibility(
            code=party.code,
            name=party.name,
            known=True,
            allowed=not barring,
            bans=barring,
            on=on,
            known_at=known_at,
            regime=regime,
            region=region,
        )
        for regime, barring in found.items()
    )


def bans_in_force(reader: Actor, *, on: date, text: str = "", regime: str = "") -> QuerySet[Ban]:
    """The bans found that run on a day, those that last longest first."""
    return bans_found(reader, on=on, state="running", regime=regime, text=text).order_by(*LONGEST_FIRST)


def bans_ever(party: Party, *, known_at: datetime | None = None) -> QuerySet[Ban]:
    """All bans of a party, past and to come, as known at a moment."""
    return Ban.objects.filter(_known(known_at), party=party).select_related("party")


def bans_found(reader: Actor, *, on: date, state: str = "", regime: str = "", text: str = "") -> QuerySet[Ban]:
    """Search the bans as known now, those that start last first; the public finds those of organisations.

    `state` is `running`, `over` or `coming` on the day, empty for all; `text` are words of the party's name or code.
    """
    found = Ban.objects.filter(_known(None), _at_state(state, on)).select_related("party")
    if not _works_here(reader):
        found = found.filter(party__kind=Party.Kind.LEGAL)
    if regime:
        found = found.filter(regime__in=("", regime))
    return found.filter(party__search__words=text) if text.strip() else found


def ban(reader: Actor, pk: int) -> Ban | None:
    """One ban as known now."""
    found = Ban.objects.filter(_known(None), pk=pk).select_related("party")
    return (found if _works_here(reader) else found.filter(party__kind=Party.Kind.LEGAL)).first()


def record(reader: Actor, pk: int) -> Record | None:
    """One record as known now, for those who work here."""
    return Record.objects.filter(_known(None), pk=pk).select_related("party").first() if _works_here(reader) else None


def records(party: Party, *, known_at: datetime | None = None) -> QuerySet[Record]:
    """The file of a party as known at a moment."""
    return Record.objects.filter(_known(known_at), party=party)


def published_records(party: Party, *, on: date) -> QuerySet[Record]:
    """What the public may read of a party's file: what is adverse for three years, what honours it for good.

    Nothing of a natural person: that a person was penalised is personal data.
    """
    if party.kind == Party.Kind.NATURAL:
        return Record.objects.none()
    return records(party).exclude(kind__in=ADVERSE, happened_on__lt=on - PUBLISHED)


def _running(*, on: date, known_at: datetime | None, regime: str | None, region: str | None) -> QuerySet[Ban]:
    found = Ban.objects.filter(_at_state("running", on), _known(known_at)).select_related("party")
    if regime:
        found = found.filter(regime__in=("", regime))
    if region:
        found = found.filter(region__in=_around(region))
    return found.order_by(*LONGEST_FIRST)


def _at_state(state: str, on: date) -> Q:
    if state == "running":
        return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    if state == "over":
        return Q(ends_on__lt=on)
    return Q(starts_on__gt=on) if state == "coming" else Q()


def _known(at: datetime | None) -> Q:
    """Choose what was known at a moment; without one, what is known now."""
    if at is None:
        return Q(known_to__isnull=True)
    return Q(known_from__lte=at) & (Q(known_to__isnull=True) | Q(known_to__gt=at))


def _around(region: str) -> list[str]:
    """Name the regions whose bans hold in this one: everywhere, its province, its city, itself."""
    prefix = reach(region)
    steps = range(GENERAL_DIGITS, len(prefix) + 1, GENERAL_DIGITS)
    return ["", *(prefix[:length].ljust(len(region), "0") for length in steps)]


def _works_here(reader: Actor) -> bool:
    return is_staff(reader) or reader.role in {Role.CLOCK, Role.MACHINE}
