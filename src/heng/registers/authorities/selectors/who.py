"""As whom somebody acts 「身份」: an account by its appointment of the day, a system by its key."""

import hashlib
import hmac
from datetime import date

from django.db.models import Q, QuerySet

from heng.registers.authorities.actors import PUBLIC, Actor, Role, reach, sees_everything
from heng.registers.authorities.models import Account, Appointment, Authority, System

ROLES = {
    Authority.Role.SUPERVISES: Role.OFFICER,
    Authority.Role.COORDINATES: Role.COORDINATOR,
    Authority.Role.WATCHES: Role.WATCHER,
    Authority.Role.TRADES: Role.CENTRE,
    Authority.Role.GOVERNS: Role.GOVERNMENT,
}
POST_LENGTH = 80  # of the column in the journal


def actor_of(account: Account, *, on: date) -> Actor:
    """Say as whom an account acts on a day: in its post, else for its party, else as one of the public.

    The journal keeps the post as it is called that day, since a post may later be renamed.
    """
    if not account.is_active:
        return PUBLIC
    held = (
        Appointment.objects.filter(in_post(on), organ_exists(on, "post__section__authority__"), account=account)
        .select_related("post__section__authority")
        .first()
    )
    if held is not None:
        return _in_post(account, held)
    if account.party_code:
        return Actor(Role.PARTY, person=account.ref, name=account.name, party=account.party_code)
    return Actor(Role.PUBLIC, person=account.ref, name=account.name)


def machine(system: System) -> Actor:
    """Say as whom the system of a trading centre acts."""
    return Actor(
        Role.MACHINE,
        person=system.ref,
        name=system.name,
        authority=system.authority_id,
        authority_name=system.authority.name,
        region=system.region,
        scopes=frozenset(system.scopes.split()),
    )


def system(code: str) -> System | None:
    """Find an active system by its code."""
    return System.objects.filter(code=code, is_active=True).select_related("authority").first()


def system_with_key(key: str) -> System | None:
    """Find the active system that this key was issued to. Only hashes are compared, in constant time."""
    digest = hash_of(key)
    found = System.objects.filter(key_hash=digest, is_active=True).select_related("authority").first()
    return found if found is not None and hmac.compare_digest(found.key_hash, digest) else None


def systems_in(region: str) -> list[str]:
    """List the codes of the systems of a city, with its counties, or of a county; active or not."""
    return sorted(System.objects.filter(region__startswith=reach(region)).values_list("code", flat=True))


def systems_reading() -> QuerySet[System]:
    """The active systems whose key reads projects and their changes; what is in, each of them may read."""
    reads = System.objects.filter(is_active=True, scopes__contains=System.Scope.READ)
    return reads.select_related("authority").order_by("code")


def systems_elsewhere(region: str) -> list[str]:
    """List the codes of all others."""
    return sorted(System.objects.exclude(region__startswith=reach(region)).values_list("code", flat=True))


def departments_read_by(reader: Actor) -> list[str] | None:
    """List the organs whose acts a reader may read: the own one, or, who inspects, all of the city or county.

    None: whoever acted. The empty code stands for acts of parties and of the clock, which belong to no organ; they are
    read by who inspects a whole city.
    """
    if reader.role == Role.CLOCK:
        return None
    if not sees_everything(reader) or not reader.region:
        return [reader.authority] if reader.authority else []
    organs = Authority.objects.filter(region__startswith=reach(reader.region)).values_list("code", flat=True)
    return [*organs, *([""] if reach(reader.region) != reader.region else [])]


def hash_of(key: str) -> str:
    """Return what is kept in place of a key: SHA-256, 64 hexadecimal digits. Keys are random, so no salt is needed."""
    return hashlib.sha256(key.encode()).hexdigest()


def in_post(on: date, prefix: str = "") -> Q:
    """Choose appointments that are held on a day."""
    begun = Q(**{f"{prefix}starts_on__lte": on})
    return begun & (Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gt": on}))


def organ_exists(on: date, prefix: str = "") -> Q:
    """Choose rows whose version is in force on a day; `effective_to` is the first day it is not."""
    begun = Q(**{f"{prefix}effective_from__lte": on})
    return begun & (Q(**{f"{prefix}effective_to__isnull": True}) | Q(**{f"{prefix}effective_to__gt": on}))


def _in_post(account: Account, held: Appointment) -> Actor:
    section = held.post.section
    return Actor(
        ROLES[Authority.Role(section.authority.role)],
        person=account.ref,
        name=account.name,
        post=f"{section.name}·{held.post.title}"[:POST_LENGTH],
        power=held.post.power,
        authority=section.authority_id,
        authority_name=section.authority.name,
        region=section.authority.region,
    )
