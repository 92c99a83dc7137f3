"""Who listens to which news 「收听」: handlers enter themselves here with `@listens(Event)`."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from heng.ledger import events
from heng.ledger.events import Event

NAME_LENGTH = 60  # of the cursor's key
Handler = TypeVar("Handler", bound=Callable[..., None])


@dataclass(frozen=True, slots=True)
class Told:
    """The circumstances of an event: which entry, which turn, when, by whom, by which law."""

    entry: int
    position: int
    at: datetime
    role: str
    person: str
    post: str
    department: str
    law: str


@dataclass(frozen=True, slots=True)
class Listener:
    """A handler by its name `room.function`, and the kinds of news it hears."""

    name: str
    label: str
    kinds: frozenset[str]
    handler: Callable[..., None]
    asks_circumstances: bool


_LISTENERS: dict[str, Listener] = {}


def listens(*event_types: type[Event]) -> Callable[[Handler], Handler]:
    """Let a function hear every event of these types, from the first entry of the journal on.

    A function with one parameter gets the event; with a second, the circumstances (`Told`) too. It runs in a
    transaction; whatever it raises is undone, kept on its cursor and tried again later.

    Raises:
        ValueError: another function has the same name `room.function`, or the name is too long for a cursor.
    """

    def enter(handler: Handler) -> Handler:
        name = f"{handler.__module__.split('.')[-2:][0]}.{handler.__name__}"
        known = _LISTENERS.get(name)
        if known is not None and known.handler.__module__ != handler.__module__:
            raise ValueError(f"two listeners are called {name}")
        if len(name) > NAME_LENGTH:
            raise ValueError(f"{name} is too long for a cursor")
        kinds = frozenset(events.kind_of(event_type) for event_type in event_types)
        asks = len(inspect.signature(handler).parameters) > 1
        _LISTENERS[name] = Listener(name, events.plate(handler, name), kinds, handler, asks)
        return handler

    return enter


def listeners() -> list[Listener]:
    """List who listens, by name."""
    return [_LISTENERS[name] for name in sorted(_LISTENERS)]
