"""Every address of the site, as the resolver knows it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True)
class Door:
    """One address: its name with namespaces, and how it is written."""

    name: str
    route: str


def doors() -> list[Door]:
    """List every address, by name."""
    return sorted(_walk(get_resolver().url_patterns, "", ""), key=lambda door: (door.name, door.route))


def _walk(patterns: list[URLPattern | URLResolver], space: str, route: str) -> Iterator[Door]:
    for pattern in patterns:
        there = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner, there)
        else:
            yield Door(f"{space}{pattern.name or '?'}", there)
