"""What every page knows 「页面公共信息」: the site, the reader, today and the navigation."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.timezone import localdate

from heng.faces.frame import navigation
from heng.registers.authorities.actors import PUBLIC, Actor


class Navigation:
    """The lists of pages, made only when a page shows them (badges ask the database)."""

    def __init__(self, actor: Actor, path: str) -> None:
        self._actor, self._path = actor, path

    @cached_property
    def console(self) -> list[navigation.Shown]:
        return navigation.shown("console", self._actor, self._path)

    @cached_property
    def portal(self) -> list[navigation.Shown]:
        return navigation.shown("portal", self._actor, self._path)


@dataclass(frozen=True, slots=True)
class Platform:
    """The platform as its operator named it (`site` is a word of allauth)."""

    name: str
    demo: bool
    mfa_required: bool


def site(request: HttpRequest) -> dict[str, Platform | Actor | Navigation | date]:
    """Give templates `platform`, `actor`, `nav` and `today`."""
    actor: Actor = getattr(request, "actor", PUBLIC)
    return {
        "platform": Platform(settings.SITE_NAME, settings.DEMO, settings.MFA_REQUIRED),
        "actor": actor,
        "nav": Navigation(actor, request.path),
        "today": localdate(),
    }
