"""Departments, posts, accounts and systems 「机构和人员」."""

from datetime import date

from django.db.models import Q, QuerySet

from heng.registers.authorities.actors import Actor, Role, covers, is_administrator, is_staff, reach
from heng.registers.authorities.models import Account, Appointment, Authority, Post, System
from heng.registers.authorities.procedure import Organs
from heng.registers.authorities.selectors.who import in_post, organ_exists

COLUMNS = ("code", "kind", "role", "name", "region", "effective_from", "effective_to")
"""What the rules ask of an organ; a plain row of it costs a fraction of a model."""


def organs(*, on: date, role: str | None = None, region: str | None = None) -> Organs:
    """Give the organs that exist on a day, of a role and exactly in a region if wished; one query."""
    found = Authority.objects.filter(organ_exists(on))
    if role is not None:
        found = found.filter(role=role)
    if region is not None:
        found = found.filter(region=region)
    return Organs(found.values_list(*COLUMNS, named=True))


def named_departments(*, on: date) -> list[tuple[str, str]]:
    """Code and name of each department that supervises on a day, for a list to choose from; one query."""
    found = Authority.objects.filter(organ_exists(on), role=Authority.Role.SUPERVISES)
    return list(found.values_list("code", "name"))


def authority(code: str) -> Authority | None:
    """Find an organ by its code, whether it still exists or not."""
    return Authority.objects.filter(pk=code).first()


def posts(reader: Actor, *, authority: str = "") -> QuerySet[Post]:
    """The posts of the organs this reader keeps or works for, or of one of them."""
    found = Post.objects.filter(_known_to(reader, "section__authority")).select_related("section__authority")
    found = found.filter(section__authority=authority) if authority else found
    return found.order_by("section__authority", "section__name", "title")


def accounts(reader: Actor) -> QuerySet[Account]:
    """The accounts that hold or held a post of an organ this reader keeps or works for.

    Administrators also see representatives of parties, and accounts without a post yet.
    """
    known = Q(appointments__in=appointments(reader))
    if is_administrator(reader) and reader.role in {Role.COORDINATOR, Role.CENTRE}:
        known |= Q(appointments__isnull=True)
    return Account.objects.filter(known).distinct().order_by("username")


def staff(
    reader: Actor, *, on: date, words: str = "", authority: str = "", left: bool = False
) -> QuerySet[Appointment]:
    """The appointments held on a day, or those ended by then (`left`), by words of name and account, and department."""
    held = in_post(on) | Q(starts_on__gt=on)
    found = appointments(reader).filter(Q(ends_on__lte=on) if left else held)
    for word in words.split():
        found = found.filter(Q(account__name__icontains=word) | Q(account__username__icontains=word))
    if authority:
        found = found.filter(post__section__authority=authority)
    return found.order_by("post__section__authority", "post__section", "post", "account__name", "pk")


def without_post(reader: Actor, *, on: date, words: str = "") -> QuerySet[Account]:
    """The accounts this reader may know of that hold no post on a day and will hold none: representatives, leavers."""
    held = Appointment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on))
    found = accounts(reader).exclude(appointments__in=held)
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(username__icontains=word))
    return found


def appointments(reader: Actor, *, account: Account | None = None) -> QuerySet[Appointment]:
    """The appointments, past and present, to posts of the organs this reader keeps or works for, or those of one."""
    found = Appointment.objects.filter(_known_to(reader, "post__section__authority"))
    found = found.filter(account=account) if account is not None else found
    return found.select_related("account", "post__section__authority").order_by("-starts_on")


def systems(reader: Actor) -> QuerySet[System]:
    """The systems of the centres in an administrator's reach; nobody else needs them."""
    if not is_administrator(reader):
        return System.objects.none()
    return System.objects.filter(_known_to(reader, "authority")).select_related("authority").order_by("code")


def kept_organs(reader: Actor, *, on: date, role: str | None = None) -> QuerySet[Authority]:
    """The organs whose posts, accounts and systems this reader keeps on a day, or those of a role among them."""
    if not is_administrator(reader):
        return Authority.objects.none()
    found = Authority.objects.filter(organ_exists(on), _known_organs(reader))
    return found if role is None else found.filter(role=role)


def _known_organs(reader: Actor) -> Q:
    own = Q(pk=reader.authority)
    return own | Q(region__startswith=reach(reader.region)) if reader.role == Role.COORDINATOR else own


def systems_served(reader: Actor) -> QuerySet[System]:
    """The active systems for which a reader may hand in what they send: of the own centre, or those it keeps."""
    found = System.objects.filter(is_active=True).order_by("code")
    if reader.role == Role.CENTRE and reader.power in {"handles", "heads"}:
        return found.filter(authority=reader.authority)
    return found.filter(_known_to(reader, "authority")) if is_administrator(reader) else found.none()


def _known_to(reader: Actor, path: str) -> Q:
    """Choose rows of organs: an officer knows the own organ, the joint conference's office its city or county."""
    if reader.role == Role.CLOCK:
        return Q()
    if not is_staff(reader):
        return Q(pk__in=[])
    own = Q(**{path: reader.authority})
    if reader.role == Role.COORDINATOR and covers(reader, reader.region):
        return own | Q(**{f"{path}__region__startswith": reach(reader.region)})
    return own
