"""Keys of systems 「接口密钥」: sent as `X-API-Key`, known here by hash only, scoped and rate-limited."""

from typing import cast

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from ninja.security import APIKeyHeader

from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.errors import Problem
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor
from heng.registers.authorities.services.accounts import note_use

MINUTE = 60


class Answered(Exception):
    """Ends a call with a problem that the caller can read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


class SystemKey(APIKeyHeader):
    """Admits a system whose key has a scope, and makes it the actor of the request."""

    param_name = "X-API-Key"

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Return the system as an actor, or None for an unknown key.

        Raises:
            Answered: the key lacks the scope (403), or asked too often within this minute (429).
        """
        system = authorities.system_with_key(key) if key else None
        if system is None:
            return None
        actor = authorities.machine(system)
        if self.scope not in actor.scopes:
            raise Answered(
                Problem(403, "scope-missing", _("密钥权限不足"), _("该密钥没有调用此接口的权限，请联系系统管理员。"))
            )
        _count(system.code)
        note_use(system, on=localdate())
        cast(ActorRequest, request).actor = actor
        return actor


def _count(system: str) -> None:
    """Count the calls of a system within the running minute."""
    minute = f"api-calls:{system}:{int(now().timestamp()) // MINUTE}"
    cache.add(minute, 0, timeout=2 * MINUTE)
    if cache.incr(minute) > settings.API_RATE_PER_MINUTE:
        raise Answered(
            Problem(429, "too-many-calls", _("调用过于频繁"), _("调用次数超过每分钟上限，请在下一分钟重试。"))
        )
