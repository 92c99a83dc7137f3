"""Who is asking 「请求人」: the request as every view of the house sees it."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.timezone import localdate
from django_htmx.middleware import HtmxDetails

from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import PUBLIC, Actor
from heng.registers.authorities.models import Account

MACHINE_DOORS = ("/api/", "/exchange/")


class ActorRequest(HttpRequest):
    """A request that has passed the frame: it knows who is asking, and whether htmx asks."""

    actor: Actor
    htmx: HtmxDetails


def actor_behind(user: Account | AnonymousUser) -> Actor:
    """Say as whom this account acts today; nobody known acts as the public."""
    if not isinstance(user, Account):
        return PUBLIC
    return authorities.actor_of(user, on=localdate())


def is_machine_door(request: HttpRequest) -> bool:
    """Answer whether a program, not a person, reads what this address answers."""
    return request.path.startswith(MACHINE_DOORS)


def is_partial(request: HttpRequest) -> bool:
    """Answer whether htmx asks for a piece of a page."""
    return bool(getattr(request, "htmx", False)) and not request.htmx.boosted  # type: ignore[attr-defined]
