"""Who sends 「来源」: a system that is known here with its key, or the hand of whoever takes in a file."""

from typing import NamedTuple

from django.conf import settings

from heng.faces.exchange.inbox.record import SourceProfile
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, Role

SCOPE = "exchange"


class Sender(NamedTuple):
    """As whom records are taken in, and how to understand them."""

    actor: Actor
    profile: SourceProfile


def sender(code: str, region: str = "") -> Sender:
    """Say who a source is: the system of that code, else a machine of that name without any department."""
    system = authorities.system(code)
    if system is not None:
        return Sender(authorities.machine(system), SourceProfile(code=code, region=region or system.region))
    region = region or settings.HOME_REGION
    actor = Actor(Role.MACHINE, person=f"SY:{code}", name=code, region=region, scopes=frozenset({SCOPE}))
    return Sender(actor, SourceProfile(code=code, region=region))
