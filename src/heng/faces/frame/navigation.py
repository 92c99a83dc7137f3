"""Navigation 「导航」: each door lists its pages here, and each reader sees those that it may open."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from heng.registers.authorities.actors import Actor


def anyone(actor: Actor) -> bool:  # noqa: ARG001  -- a predicate has its place
    """Permit everybody."""
    return True


@dataclass(frozen=True, slots=True)
class Item:
    """One page in the navigation: name on screen, address, icon of the sprite, who sees it, how much waits there."""

    label: str | Promise
    url_name: str
    icon: str
    allowed: Callable[[Actor], bool] = anyone
    badge: Callable[[Actor], int] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An item as one reader sees it on one page."""

    label: str | Promise
    url: str
    icon: str
    active: bool
    badge: int


_ITEMS: dict[str, list[Item]] = {}


def register(door: str, *items: Item) -> None:
    """Add pages to a door's navigation, in order; a page already listed is not listed twice."""
    listed = _ITEMS.setdefault(door, [])
    listed.extend(item for item in items if item not in listed)


def shown(door: str, actor: Actor, path: str) -> list[Shown]:
    """List what this actor sees of a door; the item with the longest address that begins the path is active."""
    items = [(item, reverse(item.url_name)) for item in _ITEMS.get(door, []) if item.allowed(actor)]
    here = max((url for _, url in items if _covers(url, path)), key=len, default="")
    return [
        Shown(item.label, url, item.icon, url == here, item.badge(actor) if item.badge else 0) for item, url in items
    ]


def _covers(url: str, path: str) -> bool:
    """The home of the whole site is active only on itself."""
    return path == url or (url != "/" and path.startswith(url))
